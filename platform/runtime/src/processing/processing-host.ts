import { Courtesy, loopUtilization, type EventLog, type TransactionalStore } from '@mesh/events';
import { inputTopic, personalTexts, readBy, type Processing } from '@mesh/product';
import { planProcessing, progressOf, StreamErrors } from '@mesh/streams';
import type { Readiness } from '../health/readiness.js';
import type { DataPlaneLineage } from '../host/data-plane-lineage.js';
import type { Logger } from '../observability/logger.js';
import type { Metrics } from '../observability/metrics.js';
import { ProcessingMetrics } from '../observability/processing-metrics.js';
import type { HostedProduct } from '../product/hosted-products.js';
import { checkOf } from './check-of.js';
import { describeFlow } from './processing-flow.js';
import { ProcessingHere } from './processing-here.js';
import type { ProcessingRunner, RunningProcessing } from './processing-runner.js';

/** Where declared processing keeps its state, and the log it works on. */
export interface ProcessingParts {
  /** Migrated with the migrations of `@mesh/streams`. */
  readonly database: TransactionalStore;
  /**
   * The log as it is kept. Where that holds tokens in place of persons, so does the state: who is forgotten there is
   * forgotten here.
   */
  readonly log: EventLog;
  /** Where the processing of products runs whose contract has an address. Default: here. */
  readonly runner?: ProcessingRunner;
}

export interface ProcessingHostParts {
  readonly log: EventLog;
  readonly processing?: ProcessingParts;
  readonly lineage: DataPlaneLineage;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** One processing of a product of this process. */
interface Hosted {
  readonly product: HostedProduct;
  readonly name: string;
  readonly processing: Processing;
}

/** Runs the declared processing of products while they are served. */
export class ProcessingHost {
  private readonly running: RunningProcessing[] = [];
  private here: ProcessingHere | undefined;

  constructor(
    private readonly products: readonly HostedProduct[],
    private readonly parts: ProcessingHostParts,
  ) {}

  /** The event ports of the products are declared by then. */
  async start(): Promise<void> {
    const declared = this.products.flatMap((product) =>
      Object.entries(product.served.declared.processing ?? {}).map(([name, processing]): Hosted => ({
        product,
        name,
        processing,
      })),
    );
    if (declared.length === 0) return;
    const { processing } = this.parts;
    if (processing === undefined) throw StreamErrors.NO_STATE();
    this.here = new ProcessingHere({ ...processing, courtesy: new Courtesy(loopUtilization()) });
    const metrics = new ProcessingMetrics(this.parts.metrics.registry);
    for (const hosted of declared) {
      await this.run(hosted, processing.runner);
      const { group } = planProcessing(hosted.product.served.declared, hosted.name, checkOf);
      metrics.watch(group, () => progressOf(processing.database, group));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((running) => running.close()));
    await this.here?.close();
  }

  private async run({ product, name, processing }: Hosted, runner: ProcessingRunner | undefined): Promise<void> {
    const { readiness, logger, metrics, lineage } = this.parts;
    const { served, contract } = product;
    const { declared, names } = served;
    const awaited = `processing ${names.port(name)}`;
    readiness.expect(awaited);
    await this.declareSources(product, processing);
    const meter = metrics.meter(names.port(processing.gives));
    const told = {
      given: (results: number) => meter.appended(results),
      failed: (cause: unknown) =>
        logger.warn({ cause, processing: names.port(name) }, 'time could not go on; it is tried again'),
    };
    this.running.push(
      await (runner === undefined || contract === undefined
        ? (this.here as ProcessingHere).run({ declared, name }, told)
        : runner.run({ declared, name, contract }, told)),
    );
    readiness.done(awaited);
    await lineage.processed(served, name, describeFlow(declared, processing));
  }

  /** The topics of others may not be there yet; those of the product are declared with its ports. */
  private async declareSources({ served: { declared } }: HostedProduct, processing: Processing): Promise<void> {
    for (const name of readBy(processing)) {
      const input = declared.inputs?.[name];
      if (input?.kind !== 'input') continue;
      const { topic, port } = inputTopic(declared, input);
      await this.parts.log.declareTopic({ name: topic, personal: personalTexts(port.message) });
    }
  }
}
