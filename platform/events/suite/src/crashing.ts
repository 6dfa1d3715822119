import { eventually } from '@mesh/testing';
import { compileForChildren, startChild } from './child-process.js';
import { ascending, newEvent, newTopic, numbered, numbersOf, readAll, upTo, type LogOfTest } from './harness.js';

const KILLS = 3;
const KEYS = upTo(8).map((n) => `key-${n}`);
const EVENTS = 600;

/** Steps whose process is killed: what they made is there once, whatever was in their hands. */
export function describeCrashing(opened: LogOfTest): void {
  describe('crashing', () => {
    beforeAll(compileForChildren, 120_000);

    it('has each output once and in order after steps that were killed at work', async () => {
      const { log, opening, shortestLeaseMs: leaseMs } = opened();
      const [from, to] = [await newTopic(log, { partitions: 2 }), await newTopic(log)];
      await log.append(from, numbered(EVENTS, KEYS));
      const settings = { topics: [from], group: 'killed', maxBatch: 3, leaseMs };
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const child = startChild(`
          const log = await ${opening};
          await log.transform(${JSON.stringify(settings)}, async (events) => {
            say('step');
            return [{ topic: '${to}', events: events.map(({ id, time, key, data }) =>
              ({ id, time, key, data, source: '/suite/step', type: 'suite.derived.v1' })) }];
          });
          await forever();
        `);
        await child.said(15 * kill);
        await child.kill();
      }
      const survivor = await log.transform({ ...settings, maxBatch: 50 }, async (events) => [
        { topic: to, events: events.map(({ id, key, data }) => newEvent({ id, key, data, source: '/suite/step' })) },
      ]);
      await eventually(async () => expect(await log.lag(from, 'killed')).toBe(0), { timeoutMs: 60_000 });
      await survivor.close();
      const outputs = await readAll(log, to);
      expect(numbersOf(outputs).sort(ascending)).toEqual(upTo(EVENTS));
      for (const key of KEYS) {
        const ofKey = numbersOf(outputs.filter((event) => event.key === key));
        expect(ofKey).toEqual([...ofKey].sort(ascending));
      }
    }, 120_000);
  });
}
