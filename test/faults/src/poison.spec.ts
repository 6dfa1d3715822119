import { Inbox, type LoggedEvent, type NewEvent, type Subscription } from '@mesh/events';
import { eventually } from '@mesh/testing';
import { POISONS, REFUSED, SECRET } from './poison/poisons.js';
import { keep } from './poison/reading.js';
import { GROUP, TOPIC } from './stage/stage.js';
import { onEachLog, SPARE_MS } from './stage/story.js';
import { INBOX } from './worker/plans.js';

const event = (id: string, data: unknown): NewEvent => ({
  id,
  source: '/devices',
  type: 'faults.measured.v1',
  time: '2026-01-01T00:00:00Z',
  key: 'one',
  data,
});
const healthy = (nth: number): NewEvent => event(`healthy-${nth}`, { patient: 'p', beats: 60 + (nth % 40), note: '' });

onEachLog(
  'and twelve kinds of poisonous messages among healthy ones of the same key',
  (scene) => {
    let subscription: Subscription;
    beforeAll(async () => {
      const { log, database } = scene().stage;
      let nth = 0;
      for (const { name, data } of POISONS)
        await log.append(TOPIC, [healthy(nth++), healthy(nth++), event(name, data), healthy(nth++)]);
      const inbox = new Inbox(database, INBOX, GROUP);
      const handle = (events: readonly LoggedEvent[], signal: AbortSignal): Promise<void> =>
        inbox.handle(events, keep, signal);
      subscription = await log.subscribe({ topics: [TOPIC], group: GROUP, maxAttempts: 2 }, handle);
      await eventually(async () => (await log.lag(TOPIC, GROUP)) === 0, { timeoutMs: 60_000, everyMs: 50 });
    }, SPARE_MS);

    afterAll(() => subscription?.close());

    it('has the effect of each healthy one, once and in order', async () => {
      const rows = await scene().stage.database.query<{ id: string }>('SELECT id FROM faults.effects ORDER BY nth');
      expect(rows.map(({ id }) => id)).toEqual(
        Array.from({ length: POISONS.length * 3 }, (_, nth) => `healthy-${nth}`),
      );
    });

    it('puts each poisonous one among the dead letters, with a cause that repeats nothing of it', async () => {
      const letters = await scene().stage.log.deadLetters(TOPIC, GROUP, 100);
      expect(letters.map(({ event: { id } }) => id).sort()).toEqual(POISONS.map(({ name }) => name).sort());
      for (const { cause, attempts } of letters) {
        expect(cause).toMatch(/^[\w. /:-]+$/);
        expect(cause).not.toContain(SECRET);
        expect(attempts).toBe(2);
      }
    });

    it.each([...POISONS])('keeps of $name what was sent', async ({ name, data }) => {
      const letters = await scene().stage.log.deadLetters(TOPIC, GROUP, 100);
      const letter = letters.find(({ event: { id } }) => id === name);
      expect(letter?.event.json).toBe(JSON.stringify(data));
    });

    it.each([...REFUSED])('refuses $name at the door', async ({ name, data, code }) => {
      await expect(scene().stage.log.append(TOPIC, [event(name, data)])).rejects.toMatchObject({ code });
    });
  },
  { partitions: 1 },
);
