import { Inbox, inboxMigration, type LoggedEvent } from '@mesh/events';
import { migrate, type Database } from '@mesh/database';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { compileForChildren, startChild } from './child-process.js';
import { newEvent, newTopic, numbered, readAll, upTo, type LogOfTest } from './harness.js';

/** The inbox over a log: an effect, what was consumed for it and how far are one transaction. */
export function describeInbox(opened: LogOfTest): void {
  describe('an inbox', () => {
    let test: TestDatabase;
    let database: Database;
    const inboxOf = (group: string, memory = {}) => new Inbox<Database>(database, 'inbox.seen', group, memory);
    const write = (group: string) => async (transaction: Database, fresh: readonly LoggedEvent[]) => {
      for (const { data } of fresh)
        await transaction.query('INSERT INTO inbox.effects (group_name, n) VALUES ($1, $2)', [group, data]);
    };
    const effects = async (group: string) =>
      (
        await database.query<{ n: number }>('SELECT n FROM inbox.effects WHERE group_name = $1 ORDER BY serial', [
          group,
        ])
      ).map(({ n }) => n);

    beforeAll(async () => {
      test = await startTestDatabase();
      database = test.database;
      await migrate(database, 'inbox', [
        inboxMigration('seen'),
        {
          name: 'effects',
          sql: 'CREATE TABLE effects (serial bigint GENERATED ALWAYS AS IDENTITY, group_name text NOT NULL, n int NOT NULL)',
        },
      ]);
      compileForChildren();
    }, 120_000);
    afterAll(() => test.close());

    it('gives each event its effect once, also when handlers fail in between and the batch comes again', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(20));
      const inbox = inboxOf('retried');
      let calls = 0;
      const subscription = await log.subscribe(
        { topics: [topic], group: 'retried', maxBatch: 5 },
        async (events, signal) => {
          calls += 1;
          await inbox.handle(
            events,
            async (transaction, fresh) => {
              await write('retried')(transaction, fresh);
              if (calls === 2) throw new Error('before the commit');
            },
            signal,
          );
          if (calls % 3 === 0) throw new Error('after the commit');
        },
      );
      await eventually(async () => expect(await log.lag(topic, 'retried')).toBe(0), { timeoutMs: 15_000 });
      await subscription.close();
      expect(await effects('retried')).toEqual(upTo(20));
    });

    it('knows an event that stands at two offsets, in two partitions', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 4 });
      const twice = numbered(8).flatMap((event) => [
        { ...event, key: `a-${String(event.data)}` },
        { ...event, key: `b-${String(event.data)}` },
      ]);
      await log.append(topic, [...twice, ...twice]);
      const inbox = inboxOf('doubled');
      const subscription = await log.subscribe({ topics: [topic], group: 'doubled' }, (events, signal) =>
        inbox.handle(events, write('doubled'), signal),
      );
      await eventually(async () => expect(await log.lag(topic, 'doubled')).toBe(0), { timeoutMs: 15_000 });
      await subscription.close();
      expect((await effects('doubled')).sort((a, b) => a - b)).toEqual(upTo(8));
    });

    it.each([
      [
        'before its effect is durable',
        'inside',
        `await effect(transaction, fresh); say('inside'); await forever();`,
        '',
      ],
      [
        'between its effect and the offset of the log',
        'between',
        'await effect(transaction, fresh);',
        `say('between'); await forever();`,
      ],
    ])(
      'has the effect once after a consumer was killed %s',
      async (_, group, within, after) => {
        const { log, opening, shortestLeaseMs: leaseMs } = opened();
        const topic = await newTopic(log, { partitions: 1 });
        await log.append(topic, numbered(12));
        const settings = { topics: [topic], group, maxBatch: 5, leaseMs };
        const child = startChild(`
        import { Inbox } from '@mesh/events';
        import { openDatabase } from '@mesh/database';
        const inbox = new Inbox(openDatabase(${JSON.stringify(test.url)}), 'inbox.seen', '${group}');
        const effect = async (transaction, fresh) => {
          for (const { data } of fresh)
            await transaction.query('INSERT INTO inbox.effects (group_name, n) VALUES ($1, $2)', ['${group}', data]);
        };
        const log = await ${opening};
        await log.subscribe(${JSON.stringify(settings)}, async (events, signal) => {
          await inbox.handle(events, async (transaction, fresh) => { ${within} }, signal);
          ${after}
        });
        await forever();
      `);
        await child.said(1);
        await child.kill();
        expect(await effects(group)).toHaveLength(group === 'between' ? 5 : 0);
        const inbox = inboxOf(group);
        const heir = await log.subscribe(settings, (events, signal) => inbox.handle(events, write(group), signal));
        await eventually(async () => expect(await log.lag(topic, group)).toBe(0), { timeoutMs: 60_000 });
        await heir.close();
        expect(await effects(group)).toEqual(upTo(12));
      },
      120_000,
    );

    it('refuses the former owner of a partition, until the log gives it back', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(9));
      const events = await readAll(log, topic);
      const [first, second, third] = [events.slice(0, 3), events.slice(3, 6), events.slice(6)];
      const [former, heir] = [inboxOf('owners'), inboxOf('owners')];
      const [formerRight, heirRight, newRight] = [1, 2, 3].map(() => new AbortController().signal);
      const effect = write('owners');
      await former.handle(first, effect, formerRight);
      await heir.handle(first, effect, heirRight);
      const refused = former.handle(second, effect, formerRight);
      await expect(refused).rejects.toMatchObject({ code: 'EVENTS.SUPERSEDED', retryable: true });
      await heir.handle(second, effect, heirRight);
      await expect(former.handle(third, effect, formerRight)).rejects.toMatchObject({ code: 'EVENTS.SUPERSEDED' });
      await former.handle(third, effect, newRight);
      await expect(heir.handle(third, effect, heirRight)).rejects.toMatchObject({ code: 'EVENTS.SUPERSEDED' });
      expect(await effects('owners')).toEqual(upTo(9));
    });

    it('has no effect for a consumer that lost its right meanwhile', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(1));
      const right = new AbortController();
      const handled = inboxOf('lost').handle(
        await readAll(log, topic),
        async (transaction, fresh) => {
          await write('lost')(transaction, fresh);
          right.abort();
        },
        right.signal,
      );
      await expect(handled).rejects.toThrow();
      expect(await effects('lost')).toEqual([]);
    });

    it('remembers so many events and no more, and refuses what is older than its memory', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, numbered(300));
      const events = await readAll(log, topic);
      const inbox = inboxOf('bounded', { events: 50 });
      for (let start = 0; start < 300; start += 10)
        await inbox.handle(events.slice(start, start + 10), write('bounded'));
      const [{ count } = { count: 0 }] = await database.query<{ count: number }>(
        `SELECT count(*) AS count FROM inbox.seen WHERE group_name = 'bounded'`,
      );
      expect(count).toBeLessThanOrEqual(60);
      expect(count).toBeGreaterThanOrEqual(50);
      await inbox.handle(events.slice(-20), write('bounded'));
      await expect(inbox.handle(events.slice(0, 1), write('bounded'))).rejects.toMatchObject({
        code: 'EVENTS.INBOX_FORGOT',
      });
      expect(await effects('bounded')).toEqual(upTo(300));
    });

    it('gives an event that was passed over, and comes again, its effect', async () => {
      const { log } = opened();
      const topic = await newTopic(log, { partitions: 1 });
      await log.append(topic, [newEvent({ data: 0 }), newEvent({ data: 1 }), newEvent({ data: 2 })]);
      const [zero, one, two] = (await readAll(log, topic)) as [LoggedEvent, LoggedEvent, LoggedEvent];
      const inbox = inboxOf('redelivered');
      await inbox.handle([zero, two], write('redelivered'));
      await inbox.handle([one], write('redelivered'));
      expect(await effects('redelivered')).toEqual([0, 2, 1]);
    });
  });
}
