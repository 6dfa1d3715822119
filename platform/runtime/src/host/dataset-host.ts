import { topicOf } from '@mesh/documents';
import type { EventLog } from '@mesh/events';
import { feedRows, landingIn, type Dataset, type Feed, type Lake, type Landed } from '@mesh/lake';
import type { DatasetPort, EventPort } from '@mesh/product';
import { datasetSettings } from '../product/columns.js';
import type { HostedProduct, RowSource } from '../product/hosted-products.js';
import { RuntimeErrors } from '../runtime.errors.js';
import type { Logger } from '../observability/logger.js';
import { QualityCheck, type QualitySchedule } from '../quality/quality-check.js';
import { compileValidator } from '../validation/compile-validator.js';
import type { DataPlaneLineage } from './data-plane-lineage.js';
import { DatasetWatch } from './dataset-watch.js';
import type { TopicFeed } from './topic-feed.js';

const ROWS_A_LANDING = 5_000;
/** A landing costs much the same for one row as for a thousand; a reader of the lake waits this long for company. */
const FLUSH_EVERY_MS = 3_000;

export interface DatasetHostParts {
  readonly log: EventLog;
  readonly lake: Lake;
  readonly lineage: DataPlaneLineage;
  readonly logger: Logger;
  readonly quality?: QualitySchedule;
  /** Where the rows that land are read from the log. Default: here. */
  readonly reading?: TopicFeed;
}

/** Opens a product's datasets and keeps them filled: from the event that lands in each, or from the service's own source. */
export class DatasetHost {
  private readonly feeds: Feed[] = [];
  readonly datasets = new Map<string, Dataset>();
  readonly watches: DatasetWatch[] = [];

  constructor(
    private readonly product: HostedProduct,
    private readonly parts: DatasetHostParts,
  ) {}

  async start(): Promise<void> {
    const { ports } = this.product.served.declared;
    for (const [name, port] of Object.entries(ports)) {
      if (port.kind !== 'dataset') continue;
      const dataset = await this.parts.lake.open(datasetSettings(this.product.served, port));
      this.datasets.set(name, dataset);
      this.product.datasetEdges.get(name)?.use(dataset);
      const watch = this.watch(name, port, dataset);
      if (port.lands === undefined) await this.landSource(name, port, dataset);
      else this.feeds.push(await this.feed(port, ports[port.lands] as EventPort, watch, dataset));
      watch.quality.changed();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.feeds.map((feed) => feed.close()));
    await Promise.all(this.watches.map(({ quality }) => quality.close()));
  }

  private watch(name: string, port: DatasetPort, dataset: Dataset): DatasetWatch {
    const { log, logger, quality } = this.parts;
    const { names, declared } = this.product.served;
    const from = port.lands === undefined ? undefined : (declared.ports[port.lands] as EventPort);
    const check = new QualityCheck(dataset, port.quality, logger, quality);
    const watch = new DatasetWatch(name, check, dataset, from && { log, topic: names.topic(from.name) });
    this.watches.push(watch);
    return watch;
  }

  private feed(port: DatasetPort, from: EventPort, watch: DatasetWatch, dataset: Dataset): Promise<Feed> {
    const { served } = this.product;
    const { log, lineage, reading } = this.parts;
    const topic = topicOf(served.declared, from);
    const group = `${served.names.domain}.${served.names.product}.lake.${port.name}`;
    const take = landingIn({
      ...{ dataset, key: port.key },
      onLanded: (landed, range) => {
        watch.quality.changed();
        return lineage.landed(served, port, landed, range);
      },
    });
    const settings = { topic: topic.name, group, flushEveryMs: FLUSH_EVERY_MS };
    return reading === undefined
      ? feedRows(log, settings, { take })
      : reading.feed({ ...settings, declared: topic }, take);
  }

  private async landSource(name: string, port: DatasetPort, dataset: Dataset): Promise<void> {
    const source = (this.product.service[name] as RowSource).bind(this.product.service);
    const check = compileValidator(port.row);
    const stream = `source/${name}`;
    const from = await dataset.landedTo(stream);
    let rows: string[] = [];
    let next = from;
    const files: Landed['files'][number][] = [];
    const flush = async (): Promise<void> => {
      if (rows.length === 0) return;
      files.push(...(await dataset.land({ stream, from: next, to: next + rows.length, rows, key: port.key })).files);
      next += rows.length;
      rows = [];
    };
    for await (const row of source(from)) {
      const errors = check(row);
      if (errors.length > 0)
        throw RuntimeErrors.MESSAGE_INVALID({
          port: this.product.served.names.port(name),
          row: next + rows.length,
          errors,
        });
      rows.push(JSON.stringify(row));
      if (rows.length >= ROWS_A_LANDING) await flush();
    }
    await flush();
    if (next > from) await this.parts.lineage.ingested(this.product.served, port, { rows: next - from, files });
  }
}
