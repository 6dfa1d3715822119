import { Outbox, type EventLog, type TransactionalStore } from '@mesh/events';
import { inputTopic, personalTexts, readBy, type Processing, type Shape } from '@mesh/product';
import { OUTBOX_TABLE, planProcessing, StreamErrors, StreamProcessor } from '@mesh/streams';
import type { Readiness } from '../health/readiness.js';
import type { Logger } from '../observability/logger.js';
import type { Metrics } from '../observability/metrics.js';
import { ProcessingMetrics } from '../observability/processing-metrics.js';
import type { HostedProduct } from '../product/hosted-products.js';
import { RuntimeErrors } from '../runtime.errors.js';
import { compileReader } from '../validation/compile-validator.js';
import type { DataPlaneLineage } from './data-plane-lineage.js';
import { describeFlow } from './processing-flow.js';

/** Where declared processing keeps its state, and the log it works on. */
export interface ProcessingParts {
  /** Migrated with the migrations of `@mesh/streams`. */
  readonly database: TransactionalStore;
  /**
   * The log as it is kept. Where that holds tokens in place of persons, so does the state: who is forgotten there is
   * forgotten here.
   */
  readonly log: EventLog;
}

export interface ProcessingHostParts {
  readonly log: EventLog;
  readonly processing?: ProcessingParts;
  readonly lineage: DataPlaneLineage;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Runs the declared processing of products while they are served. */
export class ProcessingHost {
  private readonly processors: StreamProcessor[] = [];
  private outbox: Outbox | undefined;

  constructor(
    private readonly products: readonly HostedProduct[],
    private readonly parts: ProcessingHostParts,
  ) {}

  /** The event ports of the products are declared by then. */
  async start(): Promise<void> {
    const declared = this.products.flatMap((product) =>
      Object.entries(product.served.declared.processing ?? {}).map(([name, processing]) => ({
        product,
        name,
        processing,
      })),
    );
    if (declared.length === 0) return;
    if (this.parts.processing === undefined) throw StreamErrors.NO_STATE();
    const metrics = new ProcessingMetrics(this.parts.metrics.registry);
    const { database, log } = this.parts.processing;
    this.outbox = new Outbox(database, log, OUTBOX_TABLE);
    for (const { product, name, processing } of declared) {
      const processor = await this.run(product, name, processing);
      metrics.watch(processor.plan.group, () => processor.progress());
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.processors.map((processor) => processor.close()));
    await this.outbox?.close();
  }

  private async run(product: HostedProduct, name: string, processing: Processing): Promise<StreamProcessor> {
    const { readiness, logger, metrics, lineage, processing: parts } = this.parts;
    const { declared, names } = product.served;
    const awaited = `processing ${names.port(name)}`;
    readiness.expect(awaited);
    await this.declareSources(product, processing);
    const meter = metrics.meter(names.port(processing.gives));
    const processor = new StreamProcessor(planProcessing(declared, name, checkOf), {
      ...(parts as ProcessingParts),
      outbox: this.outbox as Outbox,
      given: (results) => meter.appended(results),
      report: (cause) =>
        logger.warn({ cause, processing: names.port(name) }, 'time could not go on; it is tried again'),
    });
    this.processors.push(processor);
    await processor.start();
    readiness.done(awaited);
    await lineage.processed(product.served, name, describeFlow(declared, processing));
    return processor;
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

/** What a message must be; a token in the place of a personal text keeps no rule of that text. */
function checkOf(message: Shape): (data: unknown) => void {
  const check = compileReader(message);
  const personal = new Set(personalTexts(message).map((field) => `/${field}`));
  return (data) => {
    const errors = check(data).filter(({ pointer, rule }) => rule === 'required' || !personal.has(pointer));
    if (errors.length > 0) throw RuntimeErrors.MESSAGE_INVALID({ errors });
  };
}
