import { v7 as uuidv7 } from 'uuid';
import type { Expired, Landed, SinkRange } from '@mesh/lake';
import {
  columnLineageFacet,
  datasetOwnershipFacet,
  documentationFacet,
  jobTypeFacet,
  lineageJob,
  outputStatisticsFacet,
  schemaFacet,
  versionFacet,
  type LineageDataset,
  type LineageEmitter,
} from '@mesh/lineage';
import type { DatasetPort, EventPort } from '@mesh/product';
import type { Logger } from '../observability/logger.js';
import { columnsOf } from '../product/columns.js';
import type { ServedProduct } from '../product/served-product.js';
import type { FlowEnd, ProcessingFlow } from '../processing/processing-flow.js';

/** OpenLineage namespace of topics. */
const EVENTS_NAMESPACE = 'mesh://events';

interface Ingested {
  readonly rows: number;
  readonly files: Landed['files'];
}

/** What the data plane tells of where rows come from and go to: ingests, scoring batches, sinks. */
export class DataPlaneLineage {
  constructor(
    private readonly emitter: LineageEmitter,
    private readonly logger: Logger,
  ) {}

  /** Rows of the service's own source became rows of a dataset. */
  async ingested(served: ServedProduct, port: DatasetPort, { rows, files }: Ingested): Promise<void> {
    const job = lineageJob(namespaceOf(served), `${served.names.product}.ingest.${port.name}`, {
      jobType: jobTypeFacet('BATCH', 'INGEST'),
    });
    const source: LineageDataset = {
      namespace: 'file',
      name: port.origin?.name ?? `${served.names.product}.${port.name}`,
      facets: { documentation: documentationFacet(port.origin?.attribution ?? port.summary) },
    };
    await this.tell(job, [source], [datasetNode(served, port, { rows, files })]);
  }

  /**
   * A range of a topic became rows of a dataset. When the event comes from a model, the range is also a scoring batch:
   * the model's columns and its version made these events.
   */
  async landed(served: ServedProduct, port: DatasetPort, landed: Landed, range: SinkRange): Promise<void> {
    if (landed.rows === 0) return;
    const topic = topicNode(served, port, range);
    const job = lineageJob(namespaceOf(served), `${served.names.product}.sink.${port.name}`, {
      jobType: jobTypeFacet('STREAMING', 'SINK'),
    });
    const fields = Object.fromEntries(
      columnsOf(port.row).map(({ name }) => [
        name,
        [
          {
            namespace: topic.namespace,
            name: topic.name,
            field: name,
            transformations: [{ type: 'DIRECT' as const, subtype: 'IDENTITY' }],
          },
        ],
      ]),
    );
    await this.tell(job, [topic], [datasetNode(served, port, landed, { columnLineage: columnLineageFacet(fields) })]);
    const models = Object.values(served.declared.models ?? {});
    if (models.length === 0 || !columnsOf(port.row).some(({ name }) => name === 'modelVersion')) return;
    const scoring = lineageJob(namespaceOf(served), `${served.names.product}.score`, {
      jobType: jobTypeFacet('SERVICE', 'SCORING'),
    });
    await this.tell(
      scoring,
      models.map(({ name }) => modelNode(name)),
      [topic],
    );
  }

  /** Days of a dataset were removed because the retention that its product promises was over. */
  async expired(served: ServedProduct, port: DatasetPort, { rows, days }: Expired): Promise<void> {
    const last = days.at(-1)?.day ?? '';
    const what = `Removed ${rows} rows of ${days.length} days up to ${last}: their retention was over`;
    const job = lineageJob(namespaceOf(served), `${served.names.product}.retention.${port.name}`, {
      jobType: jobTypeFacet('BATCH', 'RETENTION'),
      documentation: documentationFacet(what),
    });
    const name = `${served.names.product}.${port.name}`;
    const facets = { schema: schemaFacet(columnsOf(port.row)) };
    await this.tell(job, [], [{ namespace: namespaceOf(served), name, facets }]);
  }

  /** Topics become another topic for as long as the processing runs. */
  async processed(served: ServedProduct, name: string, { from, to, fields }: ProcessingFlow): Promise<void> {
    const job = lineageJob(namespaceOf(served), `${served.names.product}.process.${name}`, {
      jobType: jobTypeFacet('STREAMING', 'PROCESSING'),
    });
    const columns = Object.entries(fields).map(([field, origins]) => [
      field,
      origins.map(({ topic, field: origin, how }) => ({
        ...{ namespace: EVENTS_NAMESPACE, name: topic, field: origin },
        transformations: [{ type: 'DIRECT' as const, subtype: how }],
      })),
    ]);
    const node = ({ topic, message }: FlowEnd, facets: LineageDataset['facets'] = {}): LineageDataset => ({
      namespace: EVENTS_NAMESPACE,
      name: topic,
      facets: { schema: schemaFacet(columnsOf(message)), ...facets },
    });
    const columnLineage = columnLineageFacet(Object.fromEntries(columns));
    await this.tell(
      job,
      from.map((end) => node(end)),
      [node(to, { columnLineage })],
    );
  }

  private async tell(
    job: ReturnType<typeof lineageJob>,
    inputs: readonly LineageDataset[],
    outputs: readonly LineageDataset[],
  ): Promise<void> {
    const report = { runId: uuidv7(), at: new Date().toISOString(), inputs, outputs };
    try {
      await this.emitter.emit(job.start(report));
      await this.emitter.emit(job.complete(report));
    } catch (cause) {
      // Lineage is told at least once for what landed; it must not hold up the rows themselves.
      this.logger.warn({ cause, job: job.name }, 'lineage could not be told');
    }
  }
}

/** OpenLineage namespace of a domain's datasets and jobs. */
export const namespaceOf = ({ names }: ServedProduct): string => `mesh://${names.domain}`;

/** What serves of a model, as a node of the graph. */
export const modelNode = (model: string): LineageDataset => ({ namespace: 'mesh://models', name: `${model}@champion` });

function datasetNode(
  served: ServedProduct,
  port: DatasetPort,
  { rows, files }: Ingested,
  facets: LineageDataset['facets'] = {},
): LineageDataset {
  return {
    namespace: namespaceOf(served),
    name: `${served.names.product}.${port.name}`,
    facets: {
      schema: schemaFacet(columnsOf(port.row)),
      ownership: datasetOwnershipFacet(served.declared.owner.team),
      version: versionFacet(files.map(({ sha256 }) => sha256).join(',')),
      ...facets,
    },
    outputFacets: {
      outputStatistics: outputStatisticsFacet({
        rowCount: rows,
        size: files.reduce((sum, { bytes }) => sum + bytes, 0),
        fileCount: files.length,
      }),
    },
  };
}

function topicNode(
  served: ServedProduct,
  port: DatasetPort,
  { topic, partition, from, to }: SinkRange,
): LineageDataset {
  const event = served.declared.ports[port.lands as string] as EventPort;
  return {
    namespace: EVENTS_NAMESPACE,
    name: topic,
    facets: {
      schema: schemaFacet(columnsOf(event.message)),
      version: versionFacet(`${partition}:${from}-${to}`),
    },
  };
}
