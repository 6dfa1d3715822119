import { DECIDED_TOPIC, ruleOf } from '@mesh/access';
import { eventually, startServiceUnderTest, startTestDatabase, testClock } from '@mesh/testing';
import type { ServiceUnderTest, TestDatabase } from '@mesh/testing';
import { agreementsModule, HOUR_MS, OWNER, REASON, ServedAgreements, someone } from '../testing/served-agreements.js';
import type { Json } from '../testing/served-agreements.js';
import { AgreementReader } from './agreement-reader.js';

const clock = testClock('2026-03-01T12:00:00Z');

let db: TestDatabase;
let service: ServiceUnderTest;
let served: ServedAgreements;

beforeAll(async () => {
  db = await startTestDatabase();
  service = await startServiceUnderTest(agreementsModule(clock), db.database);
  served = new ServedAgreements(service, clock);
});
afterAll(async () => {
  await service.close();
  await db.close();
});

describe('given a granted agreement', () => {
  it('is withdrawn by the owner, or given up by the consumer, once', async () => {
    const consumer = someone();
    for (const role of [OWNER, consumer]) {
      const { id } = await served.granted(consumer);
      expect((await served.send(role, `/${id}/withdraw`, { reason: REASON })).body).toMatchObject({
        status: 'withdrawn',
        version: 3,
      });
      expect((await served.send(role, `/${id}/withdraw`, { reason: REASON })).status).toBe(409);
    }
  });

  it('expires by the clock alone', async () => {
    const { id, consumer } = await served.granted(someone());
    clock.advance(24 * HOUR_MS);
    const role = consumer.replace('test-', '');
    expect((await served.send(role, `/${id}`)).body).toMatchObject({ status: 'expired', version: 2 });
    expect((await served.send(role, `/${id}/withdraw`, { reason: REASON })).status).toBe(409);
    expect((await served.send(role, '?status=expired')).body.agreements.map((one: Json) => one.id)).toContain(id);
    expect((await served.send(role, '?status=granted')).body.agreements).toEqual([]);
  });

  it('is told to the data plane with each change, whole and in order, without what people wrote', async () => {
    const { id, consumer } = await served.granted(someone(), { reveals: ['phi'] });
    await served.send(OWNER, `/${id}/withdraw`, { reason: REASON });
    const events = await eventually(async () => {
      const found = await served.told(id);
      expect(found).toHaveLength(3);
      return found;
    });
    expect(events.map(({ version, status }) => [version, status])).toEqual([
      [1, 'requested'],
      [2, 'granted'],
      [3, 'withdrawn'],
    ]);
    expect(events[1]).toMatchObject({
      product: 'cardiology.pulse',
      port: 'cases',
      purpose: 'HRESCH',
      consumer,
      reveals: ['phi'],
    });
    expect(JSON.stringify(events)).not.toContain(REASON);
  });

  it('stands among the consumers of its product while it lasts', async () => {
    const reader = new AgreementReader(db.database, clock);
    const { id, consumer } = await served.granted(someone());
    const mine = async () => (await reader.grantedOf('cardiology.pulse')).filter(({ agreement }) => agreement === id);
    expect(await mine()).toEqual([
      {
        agreement: id,
        consumer,
        port: 'cases',
        purpose: 'HRESCH',
        from: clock().toISOString(),
        until: served.inHours(24),
      },
    ]);
    clock.advance(24 * HOUR_MS);
    expect(await mine()).toEqual([]);
    expect(await reader.grantedOf('logistics.stock')).toEqual([]);
  });

  it('shows its use by day from the record of decisions, to both sides', async () => {
    const agreement = await served.granted(someone());
    const { id, consumer } = agreement;
    const role = consumer.replace('test-', '');
    expect((await served.send(role, `/${id}/usage`)).body).toEqual({ id, calls: 0, days: [] });
    const decision = (at: string, change: object = {}) => ({
      at,
      caller: consumer,
      port: agreement.urn,
      purpose: 'HRESCH',
      permitted: true,
      rule: ruleOf(agreement),
      traceId: 'a'.repeat(32),
      ...change,
    });
    const decisions = [
      decision('2026-03-04T10:00:00.000Z'),
      decision('2026-03-04T10:00:00.100Z'),
      decision('2026-03-05T00:00:00.000Z'),
      decision('2026-03-05T09:00:00.000Z', { permitted: false }),
      decision('2026-03-05T09:00:00.000Z', { rule: ruleOf({ ...agreement, id: 'another' }) }),
    ];
    const event = { id: `d-${id}`, source: 'urn:x', type: DECIDED_TOPIC, time: '2026-03-05T10:00:00Z', key: 'x' };
    await service.log.append(DECIDED_TOPIC, [{ ...event, data: { decisions } }]);
    const usage = await eventually(async () => {
      const { body } = await served.send(role, `/${id}/usage`);
      return body.calls > 0 && body;
    });
    const days = [
      { day: '2026-03-04', calls: 2 },
      { day: '2026-03-05', calls: 1 },
    ];
    expect(usage).toEqual({ id, calls: 3, lastUsedAt: '2026-03-05T00:00:00.000Z', days });
    expect((await served.send(OWNER, `/${id}/usage`)).body).toEqual(usage);
  });
});
