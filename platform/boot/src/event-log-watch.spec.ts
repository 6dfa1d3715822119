import { Readiness } from '@mesh/runtime';
import { eventually } from '@mesh/testing';
import { EventLogWatch } from './event-log-watch.js';

describe('given an event log that goes away and comes back', () => {
  it('keeps services from being ready in between, also one that starts meanwhile, and forgives one late answer', async () => {
    let answers = 0;
    let misses = 0;
    const ping = () => {
      answers += 1;
      if (misses === 0) return Promise.resolve();
      misses -= 1;
      return Promise.reject(new Error('away'));
    };
    const watch = new EventLogWatch(ping, 5);
    const [early, late] = [new Readiness(), new Readiness()];
    watch.tell(early);
    misses = 1;
    const before = answers;
    await eventually(() => expect(answers).toBeGreaterThan(before + 2));
    expect(early.waitingFor()).toEqual([]);
    misses = 1_000_000;
    await eventually(() => expect(early.waitingFor()).toEqual(['event log']));
    watch.tell(late);
    expect(late.waitingFor()).toEqual(['event log']);
    misses = 0;
    await eventually(() => expect([...early.waitingFor(), ...late.waitingFor()]).toEqual([]));
    watch.close();
  });
});
