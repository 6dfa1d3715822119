import { CATALOG_MEASURED_TOPIC, type EventLog, type Measurement, type NewEvent } from '@mesh/events';
import type { Dataset } from '@mesh/lake';
import { dataProduct, event } from '@mesh/product';
import { createLogger } from '../observability/logger.js';
import { Metrics } from '../observability/metrics.js';
import { toServed } from '../product/served-product.js';
import { QualityCheck } from '../quality/quality-check.js';
import { DatasetWatch } from './dataset-watch.js';
import { Measurer } from './measurer.js';

class Message {}

const served = toServed(
  dataProduct('cardiology.pulse', {
    version: '1.0.0',
    title: 'Pulse',
    owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
    purpose: 'Follow the pulse of a person.',
    sensitivity: 'phi',
    ports: { taken: event('taken', { summary: 'Taken', message: Message, id: 'id', key: 'id', at: 'id' } as never) },
    grants: [],
    promises: { availability: 0.999, freshness: '5m', retention: '7y' },
  }),
);
const hosted = { served, service: {}, datasetEdges: new Map(), scorers: new Map(), recipes: {} };

describe('given the measurer of a product', () => {
  let told: NewEvent[];
  let isAway: boolean;
  let rows: number;
  let measurer: Measurer;
  const metrics = new Metrics('test');
  const logger = createLogger('test', 'silent');
  const meter = metrics.meter('urn:mesh:cardiology:pulse:taken');
  /** A window ends. */
  const window = () => measurer.close();
  const ports = () => told.map(({ data }) => (data as Measurement).ports);

  beforeEach(() => {
    told = [];
    isAway = false;
    rows = 3;
    const append = (topic: string, events: readonly NewEvent[]) => {
      if (isAway) return Promise.reject(new Error('away'));
      expect(topic).toBe(CATALOG_MEASURED_TOPIC);
      told.push(...events);
      return Promise.resolve([]);
    };
    const dataset = { count: () => Promise.resolve(rows) } as unknown as Dataset;
    const watch = new DatasetWatch('taken', new QualityCheck(dataset, [], logger), dataset, undefined);
    measurer = new Measurer([{ product: hosted, datasets: [watch] }], {
      log: { append } as unknown as EventLog,
      metrics,
      logger,
      identity: { name: 'cardiology', instance: 'one', cacheFolder: '/nowhere' },
    });
  });

  it('tells what happened in a window and whose it was', async () => {
    meter.appended();
    await window();
    expect(told).toEqual([
      expect.objectContaining({
        key: 'cardiology.pulse',
        data: expect.objectContaining({ product: 'cardiology.pulse', version: '1.0.0', instance: 'one' }),
      }),
    ]);
    expect(ports()).toEqual([[{ name: 'taken', events: 1, rows: 3 }]]);
  });

  it('says nothing of a window in which nothing happened, and now and then how it stands', async () => {
    for (let windows = 0; windows < 30; windows += 1) await window();
    expect(ports()).toEqual([[{ name: 'taken', rows: 3 }]]);
    await window();
    expect(ports()).toHaveLength(2);
    rows = 4;
    await window();
    expect(ports().at(-1)).toEqual([{ name: 'taken', rows: 4 }]);
    expect(ports()).toHaveLength(3);
  });

  it('loses nothing while the log is away', async () => {
    isAway = true;
    meter.appended();
    await window();
    meter.appended();
    await window();
    isAway = false;
    await window();
    expect(ports().map(([port]) => port?.events)).toEqual([1, 1]);
  });
});
