import { CatalogModule } from '@mesh/catalog';
import { eventually, startServiceUnderTest, startTestDatabase, type Json, type ServiceUnderTest } from '@mesh/testing';
import { servePulse, type ServedPulse } from './testing/serve-pulse.js';

let served: ServedPulse;
let catalog: ServiceUnderTest;
beforeAll(async () => {
  const db = await startTestDatabase();
  catalog = await startServiceUnderTest(CatalogModule.forRoot(), db.database);
  served = await servePulse(db);
});
afterAll(async () => {
  await catalog.close();
  await served.close();
});

const take = (person: string, behaviour = 'answer', role = 'clinic'): Promise<Response> =>
  fetch(`${served.address}/pulse/v1/readings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${role}`, 'content-type': 'application/json' },
    body: JSON.stringify({ person, pulse: 61, behaviour, note: null, takenAt: '2026-03-01T08:00:00Z' }),
  });
const about = async (path = ''): Promise<Json> =>
  (await catalog.call('GET', `/catalog/products/cardiology.pulse${path}`, { role: 'auditor' })).json();
const portOf = async (name: string): Promise<Json> =>
  (await about('/measures')).ports.find((port: Json) => port.name === name);
const hour = ({ windows }: Json): Json => windows.find(({ window }: Json) => window === '1h');
const rulesOf = async (name: string): Promise<Record<string, string>> =>
  Object.fromEntries((await portOf(name)).quality.map(({ id, result }: Json) => [id, result]));
const soon = { timeoutMs: 20_000, everyMs: 50 };

describe('given a product that is served beside a catalog', () => {
  it('shows its calls, its faults and how fast it was within a window of measures', async () => {
    for (let call = 0; call < 8; call += 1) expect((await take(`p-${call}`)).status).toBe(200);
    expect((await take('p-8', 'throw')).status).toBe(500);
    expect((await take('p-9', 'answer', 'data-scientist')).status).toBe(403);
    const readings = await eventually(async () => {
      const port = await portOf('readings');
      return hour(port)?.calls === 10 && port;
    }, soon);
    expect(hour(readings)).toMatchObject({ faults: 1, availability: 0.9 });
    expect(hour(readings).latencyMs.p99).toBeGreaterThan(0);
    const [hourly] = (await about('/measures')).promises;
    expect(hourly.judged[0]).toEqual({ promise: 'availability', declared: 0.999, measured: 0.9, kept: false });
    expect(hour(await portOf('taken'))).toEqual({ window: '1h', events: 8 });
  });

  it('shows who called, and does not count who was refused', async () => {
    const { callers } = await about('/consumers');
    expect(callers).toEqual([
      expect.objectContaining({ port: 'readings', who: [expect.objectContaining({ caller: 'clinic-app', calls: 9 })] }),
    ]);
  });

  it('shows the rows of a dataset and that nothing is missing', async () => {
    const history = await eventually(async () => {
      const port = await portOf('history');
      return port.rows === 8 && port.lagMs === 0 && port;
    }, soon);
    expect(history.refresh).toEqual({ declared: '5m', kept: true });
    expect((await portOf('cases')).rows).toBe(25);
  });

  it('shows that a quality rule is broken as soon as the real rows break it', async () => {
    await eventually(
      async () =>
        expect(await rulesOf('history')).toEqual({
          rowCount: 'pass',
          'nullValues-person': 'pass',
          'duplicateValues-person': 'pass',
        }),
      soon,
    );
    await take('p-0');
    await eventually(async () => expect((await rulesOf('history'))['duplicateValues-person']).toBe('fail'), soon);
    const { measured } = await about();
    expect(measured.quality).toMatchObject({ result: 'fail', passed: 2, failed: 1, errors: 1 });
    const { changes } = (await (await catalog.call('GET', '/catalog/changes')).json()) as Json;
    expect(changes[0]).toMatchObject({
      kind: 'rule-broken',
      detail: { port: 'history', rule: 'duplicateValues-person', observed: 1 },
    });
  });

  it('has the samples and documents of the product', async () => {
    const { documents } = await about('/documents');
    expect(documents.map(({ name }: Json) => name)).toContain('openapi.json');
    const samples = await about('/samples');
    expect(samples).toMatchObject({ product: 'cardiology.pulse', synthetic: true });
    expect(samples).toEqual(await (await fetch(`${served.address}/pulse/v1/samples`)).json());
  });

  it('measures what callers it has without a trace of a person', async () => {
    const text = JSON.stringify([await about('/measures'), await about('/consumers'), await about()]);
    expect(text).not.toMatch(/p-\d/);
  });
});
