import { randomUUID } from 'node:crypto';
import type { Decision } from '@mesh/access';
import type { LoggedEvent } from '@mesh/events';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import fc from 'fast-check';
import type { AuditQuery } from './audit-query.js';
import { AuditStore } from './audit-store.js';

const START_MS = Date.parse('2026-03-01T12:00:00Z');
const traceOf = (number: number) => number.toString(16).padStart(32, '0');
const decided = (afterMs: number, rest: Partial<Decision> = {}): Decision => ({
  at: new Date(START_MS + afterMs).toISOString(),
  caller: 'clinic-app',
  port: 'urn:mesh:cardiology:heart-disease-risk:scores',
  purpose: 'TREAT',
  permitted: true,
  rule: 'cardiology.heart-disease-risk: role clinic may use port scores for TREAT',
  traceId: traceOf(afterMs),
  ...rest,
});
const eventOf = (data: unknown, id: string = randomUUID()): LoggedEvent => {
  const place = {
    topic: 'platform.access.decided.v1',
    partition: 0,
    offset: 0,
    appendedAt: new Date(START_MS).toISOString(),
  };
  const named = { id, source: 'urn:mesh:service:test', type: place.topic, time: place.appendedAt, key: 'test' };
  return { ...place, ...named, data, json: JSON.stringify(data) };
};

describe('given the audit record', () => {
  let db: TestDatabase;
  let store: AuditStore;
  beforeAll(async () => {
    db = await startTestDatabase();
    store = new AuditStore(db.database);
    await store.open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.database.query('TRUNCATE access.decisions'));

  const all = async (query: AuditQuery): Promise<readonly Decision[]> => {
    const found: Decision[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.find(cursor === undefined ? query : { ...query, cursor });
      found.push(...page.decisions);
      cursor = page.nextCursor;
    } while (cursor !== undefined && found.length < 5000);
    return found;
  };

  it('gives back each decision as it was taken, newest first', async () => {
    const decisions = [
      decided(0),
      decided(5, { permitted: false, rule: 'x: closed' }),
      decided(5000, { caller: 'dana-scientist' }),
    ];
    await store.store([eventOf({ decisions })]);
    expect(await store.find({})).toEqual({ decisions: decisions.toReversed() });
  });

  it('remembers a decision without purpose as such', async () => {
    const { purpose: _, ...decision } = decided(0, { permitted: false });
    await store.store([eventOf({ decisions: [decision] })]);
    expect((await store.find({})).decisions).toEqual([decision]);
  });

  it('stores an event once, however often it is delivered', async () => {
    const event = eventOf({ decisions: [decided(0), decided(1), decided(1500)] });
    await store.store([event]);
    await store.store([event, event, eventOf({ decisions: [decided(7)] })]);
    expect((await store.find({})).decisions).toHaveLength(4);
  });

  it('keeps a row for what says the same within a second', async () => {
    const decisions = Array.from({ length: 500 }, (_, index) => decided(index % 900));
    await store.store([eventOf({ decisions })]);
    expect(await db.database.query('SELECT count(*) AS rows FROM access.decisions')).toEqual([{ rows: 1 }]);
    expect((await store.find({ limit: 500 })).decisions).toHaveLength(500);
  });

  it('narrows by caller, port, purpose, verdict, time and trace', async () => {
    const port = 'urn:mesh:platform:control-plane:AuditController.find';
    const other = decided(2000, { caller: 'gov-auditor', purpose: 'HOPERAT', port });
    const denied = decided(4000, { permitted: false });
    await store.store([eventOf({ decisions: [decided(0), decided(1), decided(2), other, denied] })]);
    const found = async (query: AuditQuery) => (await store.find(query)).decisions;
    expect(await found({ caller: 'gov-auditor' })).toEqual([other]);
    expect(await found({ port })).toEqual([other]);
    expect(await found({ purpose: 'HOPERAT' })).toEqual([other]);
    expect(await found({ permitted: false })).toEqual([denied]);
    expect(await found({ permitted: true, caller: 'clinic-app' })).toHaveLength(3);
    expect(await found({ traceId: traceOf(1) })).toEqual([decided(1)]);
    expect(await found({ from: other.at, to: denied.at })).toEqual([other]);
    expect(await found({ from: decided(1).at, to: decided(2).at })).toEqual([decided(1)]);
    expect(await found({ caller: "x' OR true --" })).toEqual([]);
  });

  it('pages through overlapping events exactly: nothing twice, nothing lost, in order', async () => {
    const decision = fc.record({ afterMs: fc.nat(3000), caller: fc.constantFrom('a', 'b'), trace: fc.nat(3) });
    const property = fc.asyncProperty(
      fc.array(fc.array(decision, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom<AuditQuery>({}, { caller: 'a' }, { traceId: traceOf(1) }, { to: decided(1500).at }),
      async (events, limit, query) => {
        await db.database.query('TRUNCATE access.decisions');
        const made = events.map((event) =>
          event.map(({ afterMs, caller, trace }) => decided(afterMs, { caller, traceId: traceOf(trace) })),
        );
        await store.store(made.map((decisions) => eventOf({ decisions })));
        const wanted = made
          .flat()
          .filter(
            ({ caller, traceId, at }) =>
              caller === (query.caller ?? caller) && traceId === (query.traceId ?? traceId) && at < (query.to ?? '9'),
          );
        const found = await all({ ...query, limit });
        const key = (one: Decision) => `${one.at} ${one.caller} ${one.traceId}`;
        expect(found.map(key).toSorted()).toEqual(wanted.map(key).toSorted());
        expect(found.map((one) => one.at)).toEqual(
          wanted
            .map((one) => one.at)
            .toSorted()
            .toReversed(),
        );
      },
    );
    await fc.assert(property, { numRuns: 60, seed: 7 });
  });

  it('finds the newest decision of a trace behind groups that end later', async () => {
    const long = (afterMs: number) =>
      eventOf({ decisions: [decided(afterMs, { traceId: traceOf(1) }), decided(900 + afterMs)] });
    const newest = decided(500, { traceId: traceOf(1) });
    await store.store([long(0), long(1), long(2), eventOf({ decisions: [newest] })]);
    expect((await store.find({ traceId: traceOf(1), limit: 1 })).decisions).toEqual([newest]);
    expect(await all({ traceId: traceOf(1), limit: 1 })).toHaveLength(4);
  });

  it.each(['', 'x', 'W10', Buffer.from('["2026-03-01T12:00:00.000Z",1,1e99,"x"]').toString('base64url')])(
    'refuses %p as a cursor',
    async (cursor) => {
      await expect(store.find({ cursor })).rejects.toMatchObject({ code: 'AUDIT.QUERY_INVALID' });
    },
  );

  it.each([
    {},
    null,
    { decisions: 'x' },
    { decisions: [{ ...decided(0), permitted: 'yes' }] },
    { decisions: [decided(0, { rule: '\0' })] },
  ])('refuses an event that carries no decisions', async (data) => {
    await expect(store.store([eventOf(data)])).rejects.toMatchObject({ code: 'AUDIT.EVENT_MALFORMED' });
  });

  it('drops what is past its retention and keeps the rest', async () => {
    await store.store([eventOf({ decisions: [decided(0), decided(10_000), decided(20_000)] })]);
    expect(await store.expire(new Date(START_MS + 15_000))).toBe(2);
    expect((await store.find({})).decisions).toEqual([decided(20_000)]);
  });
});
