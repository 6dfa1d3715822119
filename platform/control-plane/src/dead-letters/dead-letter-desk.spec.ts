import type { DeadLetter, EventLog } from '@mesh/events';
import { DeadLetterDesk } from './dead-letter-desk.js';
import { ownerOf } from './letter-owner.js';

const PLACE = { topic: 'cardiology.pulse.taken.v1', group: 'cardiology.pulse.notes' };
const OPERATOR = { id: 'ops', roles: ['operator'] };

/** Test double: whatever is given back dies again at once, for the next time. */
class HopelessLog implements Pick<EventLog, 'deadLetters' | 'redeliver'> {
  letters: DeadLetter[];
  given = 0;

  constructor(count: number) {
    this.letters = Array.from({ length: count }, (_, number) => letter(`e-${number}`, '2026-01-01T00:00:00.000Z'));
  }

  deadLetters(_topic: string, _group: string, limit: number): Promise<readonly DeadLetter[]> {
    return Promise.resolve(this.letters.slice(0, limit));
  }

  redeliver(_topic: string, _group: string, ids: readonly string[]): Promise<number> {
    this.given += ids.length;
    const died = ids.map((id) => letter(id, '2999-01-01T00:00:00.000Z'));
    this.letters = [...this.letters.filter(({ event }) => !ids.includes(event.id)), ...died];
    return Promise.resolve(ids.length);
  }
}

const letter = (id: string, deadAt: string): DeadLetter =>
  ({ event: { id }, cause: 'TypeError', attempts: 1, deadAt }) as DeadLetter;

describe('given a group that cannot digest anything', () => {
  it('gets each of its letters back once when all are given back', async () => {
    const log = new HopelessLog(1_200);
    const desk = new DeadLetterDesk(log as unknown as EventLog);
    expect(await desk.replay(PLACE, { all: true }, OPERATOR)).toEqual({ ...PLACE, taken: 1_200, more: false });
    expect([log.given, log.letters.length]).toEqual([1_200, 1_200]);
  });
});

describe('given a topic and a group', () => {
  it.each([
    ['cardiology.pulse.taken.v1', 'epidemiology.trends.taken', 'epidemiology'],
    ['cardiology.pulse.taken.v1', 'notes', 'cardiology'],
    ['platform.catalog.announced.v1', 'catalog', 'platform'],
    ['platform.models.moved.v1', 'serving.cardiology.one', 'serving'],
  ])('knows of %s and %s whose letters they are', (topic, group, owner) => {
    expect(ownerOf(topic, group)).toBe(owner);
  });
});
