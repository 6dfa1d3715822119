import { Outbox, outboxMigration, type EventLog } from '@mesh/events';
import { migrate, type Database } from '@mesh/database';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { compileForChildren, startChild } from './child-process.js';
import { newEvent, newTopic, numbered, numbersOf, readAll, upTo, type LogOfTest } from './harness.js';

/** The outbox over a log: a fact and the event that tells it are one transaction. */
export function describeOutbox(opened: LogOfTest): void {
  describe('an outbox', () => {
    let test: TestDatabase;
    let database: Database;
    const outboxOn = (log: EventLog, retryMs?: number) => new Outbox(database, log, 'outbox.pending', retryMs);
    const facts = async () =>
      (await database.query<{ n: number }>('SELECT n FROM outbox.facts ORDER BY n')).map(({ n }) => n);
    const record = (outbox: Outbox, topic: string, n: number) =>
      database.transaction(async (transaction) => {
        await transaction.query('INSERT INTO outbox.facts VALUES ($1)', [n]);
        await outbox.put(transaction, topic, newEvent({ id: `fact-${n}`, data: n }));
      });

    beforeAll(async () => {
      test = await startTestDatabase();
      database = test.database;
      await migrate(database, 'outbox', [
        outboxMigration('pending'),
        { name: 'facts', sql: 'CREATE TABLE facts (n int PRIMARY KEY)' },
      ]);
      compileForChildren();
    }, 120_000);
    afterEach(() => database.query('DELETE FROM outbox.facts'));
    afterAll(() => test.close());

    it('tells facts that were kept and no others, in their order', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      const outbox = outboxOn(log);
      for (const n of upTo(5)) await record(outbox, topic, n);
      await expect(record(outbox, topic, 3)).rejects.toThrow();
      await expect(
        database.transaction(async (transaction) => {
          await transaction.query('INSERT INTO outbox.facts VALUES (9)');
          await outbox.put(transaction, topic, newEvent({ time: 'never' }));
        }),
      ).rejects.toMatchObject({ code: 'EVENTS.BAD_EVENT' });
      await outbox.deliver();
      await outbox.close();
      expect(await facts()).toEqual(upTo(5));
      expect(numbersOf(await readAll(log, topic))).toEqual(upTo(5));
    });

    it('delivers many at a time, to each topic its own', async () => {
      const { log } = opened();
      const topics = [await newTopic(log, { partitions: 1 }), await newTopic(log, { partitions: 1 })];
      const sizes: number[] = [];
      const counting = {
        append: (topic: string, events: Parameters<EventLog['append']>[1]) => {
          sizes.push(events.length);
          return log.append(topic, events);
        },
      } as EventLog;
      const outbox = outboxOn(counting);
      for (const topic of topics) await outbox.put(database, topic, numbered(700));
      await outbox.deliver();
      await outbox.close();
      for (const topic of topics) expect(numbersOf(await readAll(log, topic))).toEqual(upTo(700));
      expect(sizes.length).toBeLessThanOrEqual(6);
    });

    it('delivers once and in order from two processes that share it', async () => {
      const { log, reopen } = opened();
      const other = await reopen();
      const topic = await newTopic(log, { partitions: 1 });
      const [one, two] = [outboxOn(log), outboxOn(other)];
      for (let start = 0; start < 60; start += 3) {
        await one.put(database, topic, numbered(60).slice(start, start + 3));
        void one.deliver();
        void two.deliver();
      }
      await Promise.all([one.deliver(), two.deliver()]);
      await Promise.all([one.close(), two.close()]);
      expect(numbersOf(await readAll(log, topic))).toEqual(upTo(60));
      await other.close();
    });

    it('tries again when the log is away', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      let tries = 0;
      const failing = {
        append: (to: string, events: Parameters<EventLog['append']>[1]) => {
          tries += 1;
          return tries <= 2 ? Promise.reject(new Error('away')) : log.append(to, events);
        },
      } as EventLog;
      const outbox = outboxOn(failing, 10);
      await record(outbox, topic, 1);
      await outbox.deliver();
      await eventually(async () => expect(numbersOf(await readAll(log, topic))).toEqual([1]));
      await outbox.close();
    });

    it.each([
      ['between the fact and its event', '', `say('here'); await forever();`],
      ['between the event and what the outbox remembers', `say('here'); await forever();`, 'await outbox.deliver();'],
    ])(
      'tells the fact once after a process was killed %s',
      async (_, afterAppend, afterCommit) => {
        const { log, opening } = opened();
        const topic = await newTopic(log, { partitions: 1 });
        const child = startChild(`
        import { Outbox } from '@mesh/events';
        import { openDatabase } from '@mesh/database';
        const database = openDatabase(${JSON.stringify(test.url)});
        const log = await ${opening};
        const append = async (topic, events) => { await log.append(topic, events); ${afterAppend} };
        const outbox = new Outbox(database, { append }, 'outbox.pending');
        await database.transaction(async (transaction) => {
          await transaction.query('INSERT INTO outbox.facts VALUES (7)');
          await outbox.put(transaction, '${topic}', ${JSON.stringify(newEvent({ id: 'fact-7', data: 7 }))});
        });
        ${afterCommit}
      `);
        await child.said(1);
        await child.kill();
        expect(await facts()).toEqual([7]);
        const heir = outboxOn(log);
        await heir.deliver();
        await heir.close();
        expect(numbersOf(await readAll(log, topic))).toEqual([7]);
      },
      120_000,
    );
  });
}
