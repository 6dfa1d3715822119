import { PostgresEventLog } from '@mesh/events-postgres';
import type { Lake } from '@mesh/lake';
import type { ModelRegistry } from '@mesh/models';
import { consumes, dataProduct, type Asked } from '@mesh/product';
import { createLogger, DataPlaneLineage, Metrics, ProductHost, Readiness, toServed } from '@mesh/runtime';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { declarePlatformTopics } from './service-parts.js';
import { pulse, type Taken } from './testing/pulse-product.js';

const watch = dataProduct('cardiology.watch', {
  version: '1.0.0',
  title: 'Watch',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Look at each pulse.',
  sensitivity: 'phi',
  inputs: { readings: consumes(pulse, pulse.ports.taken) },
  ports: {},
  grants: [],
  promises: { availability: 0.999, freshness: '5m', retention: '1y' },
});

const TOPIC = 'cardiology.pulse.taken.v1';
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const taken = (readingId: string, over: Partial<Record<keyof Taken, unknown>> = {}) => ({
  id: readingId,
  source: 'urn:mesh:cardiology:pulse:taken',
  type: TOPIC,
  time: '2026-03-01T08:00:00Z',
  key: 'p-1',
  traceparent: TRACEPARENT,
  data: { person: 'p-1', pulse: 61, behaviour: 'answer', takenAt: '2026-03-01T08:00:00Z', readingId, ...over },
});

describe('given a product that consumes the event of another', () => {
  let db: TestDatabase;
  let log: PostgresEventLog;
  let host: ProductHost;
  const heard: { readonly message: Taken; readonly asked: Asked }[] = [];

  beforeAll(async () => {
    db = await startTestDatabase();
    log = await PostgresEventLog.open(db.database);
    await declarePlatformTopics(log);
    const logger = createLogger('cardiology', 'error');
    const onReadings = (message: Taken, asked: Asked): Promise<void> => {
      heard.push({ message, asked });
      return Promise.resolve();
    };
    const hosted = {
      served: toServed(watch),
      service: { onReadings },
      datasetEdges: new Map(),
      scorers: new Map(),
      recipes: {},
    };
    host = new ProductHost([hosted], {
      log,
      lake: {} as Lake,
      registry: {} as ModelRegistry,
      training: { serve: () => Promise.resolve(() => Promise.resolve()) },
      lineage: new DataPlaneLineage({ emit: () => Promise.resolve() }, logger),
      readiness: new Readiness(),
      metrics: new Metrics('cardiology'),
      logger,
      identity: { name: 'cardiology', instance: 'one', cacheFolder: '/nowhere' },
    });
    await host.start('http://127.0.0.1:0');
  });
  afterAll(async () => {
    await host.close();
    await log.close();
    await db.close();
  });

  it('brings each message to its method in order, with the trace and a name that repeats when the event does', async () => {
    await log.append(TOPIC, [taken('r-1'), taken('r-2')]);
    await eventually(() => expect(heard.map(({ message }) => message.readingId)).toEqual(['r-1', 'r-2']));
    const [first] = heard;
    expect(first?.asked).toMatchObject({ requestId: 'r-1', repeatable: true, traceId: TRACEPARENT.slice(3, 35) });
  });

  it('takes a message with a field that its contract does not know yet', async () => {
    await log.append(TOPIC, [taken('r-2b', { addedLater: 1 } as Partial<Record<keyof Taken, unknown>>)]);
    await eventually(() => expect(heard.at(-1)?.message.readingId).toBe('r-2b'));
  });

  it('moves what breaks the contract to the dead letters and goes on', async () => {
    await log.append(TOPIC, [taken('r-3', { pulse: 999 }), taken('r-4')]);
    await eventually(() => expect(heard.at(-1)?.message.readingId).toBe('r-4'), { timeoutMs: 15_000 });
    const [letter] = await log.deadLetters(TOPIC, 'cardiology.watch.readings', 10);
    expect(letter?.event.id).toBe('r-3');
    expect(letter?.cause).toContain('RUNTIME.MESSAGE_INVALID');
    expect(letter?.cause).not.toContain('999');
  });
});
