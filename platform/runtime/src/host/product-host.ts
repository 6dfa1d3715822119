import type { EventLog } from '@mesh/events';
import { declaredGates } from '@mesh/gates';
import type { Dataset, Lake } from '@mesh/lake';
import type { ModelRegistry, RolloutSource } from '@mesh/models';
import { fieldOrder, personalTexts, type DatasetPort, type ModelSpec } from '@mesh/product';
import {
  declaredSchedule,
  splitColumns,
  TrainingErrors,
  type OnlineLearning,
  type RecipeSource,
  type TableRow,
  type TrainableModel,
  type TrainingHost,
} from '@mesh/training';
import { AgreementFollower } from '../access/agreement-follower.js';
import { LakeRetention } from '../erasure/lake-retention.js';
import { PersonEraser, type KeptProduct } from '../erasure/person-eraser.js';
import type { ErasureParts } from '../erasure/personal-store.js';
import type { Readiness } from '../health/readiness.js';
import type { Logger } from '../observability/logger.js';
import type { Metrics } from '../observability/metrics.js';
import type { HostedProduct } from '../product/hosted-products.js';
import { ProcessingHost, type ProcessingParts } from '../processing/processing-host.js';
import type { QualitySchedule } from '../quality/quality-check.js';
import { Announcer } from './announcer.js';
import type { DataPlaneLineage } from './data-plane-lineage.js';
import { DatasetHost } from './dataset-host.js';
import { DatasetUpkeep, type UpkeepSchedule } from './dataset-upkeep.js';
import { InputHost } from './input-host.js';
import { learningModels } from './learning-models.js';
import { Measurer, type MeasuredProduct } from './measurer.js';
import { ModelFollower } from './model-follower.js';
import type { ServiceIdentity } from './service-identity.js';
import { recentInputs } from './recent-inputs.js';
import { StandingFollower } from './standing-follower.js';
import { StreamHost } from './stream-host.js';
import type { TopicFeed } from './topic-feed.js';

export interface ProductHostParts {
  readonly log: EventLog;
  readonly lake: Lake;
  readonly registry: ModelRegistry;
  /** Without it the champion answers everybody. */
  readonly rollouts?: RolloutSource;
  readonly training: TrainingHost;
  readonly lineage: DataPlaneLineage;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly identity: ServiceIdentity;
  /** How long a window of measures is. Default 10 s. */
  readonly windowMs?: number;
  readonly quality?: QualitySchedule;
  readonly upkeep?: UpkeepSchedule;
  /** Where rows that land are read from the log. Default: here. */
  readonly reading?: TopicFeed;
  /** Without it nobody is ever forgotten here. */
  readonly erasure?: ErasureParts;
  /** Needed by products with declared processing. */
  readonly processing?: ProcessingParts;
  /** Needed by models that a stream teaches. */
  readonly learning?: OnlineLearning;
}

/** Of a training: to make rows of more at once would hold up the calls that are answered meanwhile. */
const PAGE_ROWS = 2_000;

/** Sets the products of a process going, in the order in which they need one another, and stops them in the other. */
export class ProductHost {
  private readonly stops: (() => Promise<void>)[] = [];

  constructor(
    private readonly products: readonly HostedProduct[],
    private readonly parts: ProductHostParts,
  ) {}

  /** `address` is where callers reach the products. */
  async start(address: string): Promise<void> {
    const trainable: TrainableModel[] = [];
    const measured: MeasuredProduct[] = [];
    const kept: KeptProduct[] = [];
    const agreements = new AgreementFollower(
      this.products.map(({ served }) => served.agreements),
      this.parts,
    );
    this.stops.unshift(() => agreements.close());
    await agreements.start();
    // The models first: from here on the products score, whatever the lake still has to mend. One follower for all: two
    // in one group would share the news, and each hear half of it.
    const follower = new ModelFollower(
      this.products.flatMap(({ scorers }) => [...scorers.values()]),
      this.parts,
    );
    this.stops.unshift(() => follower.close());
    const standings = new StandingFollower(
      this.products.flatMap(({ scorers }) => [...scorers.values()]),
      this.parts,
    );
    this.stops.unshift(() => standings.close());
    await standings.start();
    await follower.start();
    for (const product of this.products) {
      const datasets = new DatasetHost(product, this.parts);
      this.stops.unshift(() => datasets.close());
      await datasets.start();
      measured.push({ product, datasets: datasets.watches });
      kept.push({ product, datasets: datasets.datasets });
      trainable.push(...this.trainable(product, datasets.datasets));
    }
    const { erasure, log, identity } = this.parts;
    const upkeep = new DatasetUpkeep(kept, this.parts, this.parts.upkeep);
    this.stops.unshift(() => upkeep.close());
    upkeep.start();
    const { lineage, metrics } = this.parts;
    const retention = new LakeRetention(kept, this.parts.logger, {
      onExpired: ({ served }, port, expired) => {
        metrics.expired(served.names.port(port), expired.rows);
        return lineage.expired(served, served.declared.ports[port] as DatasetPort, expired);
      },
      onFailed: ({ served }, port) => metrics.upkeepFailed(served.names.port(port)),
    });
    this.stops.unshift(() => retention.close());
    retention.start();
    if (erasure !== undefined) {
      const eraser = new PersonEraser(identity.name, kept, log, erasure);
      this.stops.unshift(() => eraser.close());
      await eraser.start();
    }
    this.stops.unshift(await this.parts.training.serve(trainable));
    for (const product of this.products) {
      const inputs = new InputHost(product, this.parts.log);
      this.stops.unshift(() => inputs.close());
      await inputs.start();
      const streams = new StreamHost(product, this.parts);
      this.stops.unshift(() => streams.close());
      await streams.start();
    }
    const processing = new ProcessingHost(this.products, this.parts);
    this.stops.unshift(() => processing.close());
    await processing.start();
    await this.startLearning(trainable);
    const measurer = new Measurer(measured, this.parts);
    this.stops.unshift(() => measurer.close());
    measurer.start();
    const announcer = new Announcer(this.products, this.parts);
    await announcer.start(address);
    this.stops.unshift(() => announcer.close());
  }

  async close(): Promise<void> {
    for (const stop of this.stops.splice(0)) {
      await stop().catch((cause: unknown) => this.parts.logger.error({ cause }, 'a part did not stop cleanly'));
    }
  }

  private async startLearning(trainable: readonly TrainableModel[]): Promise<void> {
    const { log, learning } = this.parts;
    for (const { served } of this.products) {
      for (const { learns } of Object.values(served.declared.models ?? {}) as ModelSpec[]) {
        // The topic of another product may not be there yet.
        if (learns !== undefined)
          await log.declareTopic({ name: learns.from, personal: personalTexts(learns.message) });
      }
    }
    const models = this.products.flatMap((product) => learningModels(product, trainable));
    if (models.length === 0) return;
    if (learning === undefined) throw TrainingErrors.ONLINE_MISSING();
    this.stops.unshift(await learning.serve(models));
  }

  private trainable(
    { served, recipes, otherRecipes }: HostedProduct,
    datasets: ReadonlyMap<string, Dataset>,
  ): TrainableModel[] {
    return Object.entries(served.declared.models ?? {}).map(([key, spec]: [string, ModelSpec]) => {
      if (spec.schedule !== undefined) declaredSchedule(spec.name, spec.schedule);
      const dataset = datasets.get(spec.learnsFrom.dataset) as Dataset;
      const columns = fieldOrder(spec.features);
      const { label, outcome, split } = spec.learnsFrom;
      const arriving = spec.gates.coverage && datasets.get(spec.gates.coverage.inputs);
      const { origin } = served.declared.ports[spec.learnsFrom.dataset] as DatasetPort;
      return {
        model: spec.name,
        recipe: recipes[key] as RecipeSource,
        ...(otherRecipes?.[key] && { otherRecipes: otherRecipes[key] }),
        columns,
        label,
        outcome,
        contractVersion: served.declared.version,
        source: served.names.port(spec.learnsFrom.dataset),
        ...(origin && { attribution: origin.attribution }),
        rows: () => allRows(dataset, [...new Set([...columns, label, ...splitColumns(split)])]),
        state: () => dataset.state(),
        ...(split && { split }),
        gates: declaredGates(spec.gates, { features: columns, datasets: [...datasets.keys()] }),
        ...(arriving && { recentInputs: () => recentInputs(arriving, columns) }),
      };
    });
  }
}

async function allRows(dataset: Dataset, columns: readonly string[]): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await dataset.page({ columns }, PAGE_ROWS, cursor);
    rows.push(...(page.rows as readonly TableRow[]));
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}
