import { CATALOG_MEASURED_TOPIC } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import type { Json } from '@mesh/testing';

import { latencies, pulse, startCatalog, type CatalogUnderTest } from '../testing/catalog.suite.js';
import { MeasureStore } from './measure-store.js';

const PATH = '/catalog/products/cardiology.pulse/measures';

describe('given a product that is measured', () => {
  let catalog: CatalogUnderTest;
  beforeEach(async () => {
    catalog = await startCatalog();
    await catalog.announce(pulse);
  });
  afterEach(() => catalog.close());

  const measures = async (query = ''): Promise<Json> => {
    await catalog.heard();
    return catalog.get(`${PATH}${query}`);
  };
  const windowOf = ({ ports }: Json, port: string, window = '1h') =>
    ports.find(({ name }: Json) => name === port).windows.find((one: Json) => one.window === window);
  const promises = (answer: Json, window = '1h') =>
    answer.promises.find((one: Json) => one.window === window).judged as Json[];
  const tenSlow = { name: 'readings', calls: 1_000, faults: 0, latencyMs: latencies({ 5: 980, 100: 20 }) };

  it('says nothing of what nobody used', async () => {
    const answer = await measures();
    expect(answer.ports.map(({ name, windows }: Json) => [name, windows])).toEqual([
      ['readings', []],
      ['taken', []],
      ['history', []],
    ]);
    expect(promises(answer)).toEqual([
      { promise: 'availability', declared: 0.999 },
      { promise: 'latencyP99', declared: '25ms' },
      { promise: 'freshness', declared: '5m' },
    ]);
  });

  it('adds windows up over an hour, a day and thirty days', async () => {
    await catalog.measure(pulse, [tenSlow, { name: 'taken', events: 7 }]);
    await catalog.measure(pulse, [
      { ...tenSlow, faults: 4, latencyMs: latencies({ 5: 996 }) },
      { name: 'taken', events: 3 },
    ]);
    const answer = await measures();
    for (const window of ['1h', '24h', '30d']) {
      expect(windowOf(answer, 'readings', window)).toMatchObject({ calls: 2_000, faults: 4, availability: 0.998 });
      expect(windowOf(answer, 'taken', window)).toEqual({ window, events: 10 });
    }
    const { p50, p95, p99 } = windowOf(answer, 'readings').latencyMs;
    expect([p50 > 4 && p50 <= 5, p95 > 4 && p95 <= 5, p99 > 75 && p99 <= 100]).toEqual([true, true, true]);
  });

  it('judges what was promised', async () => {
    await catalog.measure(pulse, [
      { ...tenSlow, faults: 4 },
      { name: 'history', rows: 12, lagMs: 400_000 },
    ]);
    await catalog.measure(pulse, [{ name: 'history', rows: 13, lagMs: 0 }]);
    const answer = await measures();
    expect(promises(answer)).toEqual([
      { promise: 'availability', declared: 0.999, measured: 0.996, kept: false },
      { promise: 'latencyP99', declared: '25ms', measured: expect.closeTo(87.5, 0), kept: false },
      { promise: 'freshness', declared: '5m', measured: 400_000, kept: false },
    ]);
    expect(answer.ports[2]).toMatchObject({ rows: 13, lagMs: 0, refresh: { declared: '5m', kept: true } });
  });

  it('forgets in an hour what only the hour asks for', async () => {
    await catalog.measure(pulse, [tenSlow]);
    await catalog.heard();
    catalog.clock.advance(2 * 3_600_000);
    const later = await measures();
    expect([windowOf(later, 'readings', '1h'), windowOf(later, 'readings', '24h').calls]).toEqual([undefined, 1_000]);
    catalog.clock.advance(26 * 3_600_000);
    const nextDay = await measures();
    expect([windowOf(nextDay, 'readings', '24h'), windowOf(nextDay, 'readings', '30d').calls]).toEqual([
      undefined,
      1_000,
    ]);
  });

  it('keeps no bucket that no window asks for', async () => {
    await catalog.measure(pulse, [{ ...tenSlow, callers: { 'clinic-app': 1_000 } }]);
    await catalog.heard();
    const { database } = catalog.db;
    const grains = async () =>
      (await database.query<{ grain: number }>('SELECT grain_minutes AS grain FROM catalog.measure ORDER BY 1')).map(
        ({ grain }) => grain,
      );
    const expire = (hours: number) =>
      new MeasureStore(database, undefined as never).expire(new Date(Date.now() + hours * 3_600_000));
    expect(await grains()).toEqual([1, 10, 360]);
    await expire(2);
    expect(await grains()).toEqual([10, 360]);
    await expire(26);
    expect(await grains()).toEqual([360]);
    await expire(32 * 24);
    expect(await grains()).toEqual([]);
    expect(await database.query('SELECT FROM catalog.caller_day')).toEqual([]);
  });

  it('counts a window once, however often the log delivers it', async () => {
    await catalog.measure(pulse, [{ ...tenSlow, callers: { 'clinic-app': 1_000 } }]);
    await catalog.heard();
    await catalog.restart(async () => {
      const log = await PostgresEventLog.open(catalog.db.database);
      const offsets = new Map((await log.ranges(CATALOG_MEASURED_TOPIC)).map(({ partition }) => [partition, 0]));
      await log.seek(CATALOG_MEASURED_TOPIC, 'catalog-measures', offsets);
      await log.close();
    });
    await catalog.measure(pulse, [{ name: 'readings', calls: 1, faults: 0, latencyMs: latencies({ 5: 1 }) }]);
    expect(windowOf(await measures(), 'readings').calls).toBe(1_001);
    const { callers } = await catalog.get('/catalog/products/cardiology.pulse/consumers');
    expect(callers).toEqual([expect.objectContaining({ port: 'readings', calls: 1_000 })]);
  });

  it('shows the last result of each rule beside the rule', async () => {
    const at = '2026-03-01T08:00:00.000Z';
    const rules = (result: 'pass' | 'fail', observed: number, when = at) => [
      { name: 'history', rows: 3, rules: [{ id: 'nullValues-pulse', result, observed, at: when }] },
    ];
    const [unchecked] = (await measures()).ports[2].quality;
    expect(unchecked).toMatchObject({ id: 'nullValues-pulse', bound: 'must be 0 rows', result: 'unchecked' });
    await catalog.measure(pulse, rules('fail', 2));
    const broken = await measures();
    expect(broken.ports[2].quality).toEqual([
      expect.objectContaining({ severity: 'error', result: 'fail', observed: 2, checkedAt: at, since: at }),
    ]);
    expect(broken.qualityHistory).toEqual([expect.objectContaining({ kind: 'rule-broken' })]);
    const page = await catalog.get('/catalog/products/cardiology.pulse');
    expect(page.measured.quality).toEqual({ result: 'fail', passed: 0, failed: 1, errors: 1, checkedAt: at });
    await catalog.measure(pulse, rules('pass', 0, '2026-03-01T07:00:00.000Z'));
    expect((await measures()).ports[2].quality[0].result).toBe('fail');
    await catalog.measure(pulse, rules('pass', 0, '2026-03-01T09:00:00.000Z'));
    expect((await measures()).ports[2].quality[0]).toMatchObject({ result: 'pass', since: '2026-03-01T09:00:00.000Z' });
  });

  it('gives how the measures moved', async () => {
    await catalog.measure(pulse, [tenSlow]);
    const { series } = await measures('?series=1h');
    expect(series).toEqual([
      expect.objectContaining({ port: 'readings', calls: 1_000, p99Ms: expect.any(Number), at: expect.any(String) }),
    ]);
    const answer = await catalog.service.call('GET', `${PATH}?series=5h`);
    expect(answer.status).toBe(422);
  });

  it('says the last day in a few words on the page of the product, with the way to the rest', async () => {
    await catalog.measure(pulse, [tenSlow]);
    await catalog.heard();
    const page = await catalog.get('/catalog/products/cardiology.pulse');
    expect(page.measured.promises[0]).toEqual({ promise: 'availability', declared: 0.999, measured: 1, kept: true });
    expect(page.lifecycle).toBe('active');
    expect(page.models[0].links).toEqual({
      registry: '/models/pulse-risk',
      card: '/catalog/products/cardiology.pulse/documents/pulse.card.md',
    });
    expect(page.ports[2].links.lineage).toBe(
      `/api/v1/lineage?nodeId=${encodeURIComponent('dataset:mesh://cardiology:pulse.history')}`,
    );
    for (const link of Object.values(page.links as Record<string, string>).filter((link) => !link.endsWith('samples')))
      expect((await fetch(`${catalog.service.address}${link}`)).status).toBe(200);
  });

  it('answers 304 while nothing but heartbeats comes', async () => {
    await catalog.heard();
    for (const path of [PATH, '/catalog/products/cardiology.pulse']) {
      const etag = (await catalog.service.call('GET', path)).headers.get('etag')!;
      await catalog.announce(pulse, { state: 'alive' });
      await catalog.heard();
      const again = await catalog.service.call('GET', path, { headers: { 'if-none-match': etag } });
      expect([path, again.status]).toEqual([path, 304]);
    }
  });
});
