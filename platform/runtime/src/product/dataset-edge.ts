import type { Dataset } from '@mesh/lake';
import { notesOf, type DatasetPort } from '@mesh/product';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { toMeshError } from '../http/problem.js';
import { traceOf } from '../http/trace-of.js';
import type { Metrics, PortMetrics } from '../observability/metrics.js';
import { RuntimeErrors } from '../runtime.errors.js';
import { columnsOf } from './columns.js';
import { parseDatasetQuery } from './dataset-query.js';
import type { ServedProduct } from './served-product.js';

const MEDIA_TYPE = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' } as const;

/** Reads a dataset over HTTP: pages of JSON, or one file of CSV or Parquet; personal columns only to whom they are revealed. */
export class DatasetEdge {
  private readonly urn: string;
  private readonly personal: ReadonlySet<string>;
  private readonly metrics: PortMetrics;
  private opened: Dataset | undefined;

  constructor(
    private readonly product: ServedProduct,
    private readonly name: string,
    private readonly port: DatasetPort,
    private readonly gatekeeper: Gatekeeper,
    metrics: Metrics,
  ) {
    this.urn = product.names.port(name);
    this.metrics = metrics.port(this.urn, () => 0);
    this.personal = new Set([...notesOf(port.row)].filter(([, notes]) => notes.phi).map(([field]) => field));
  }

  /** Handed over by the host once the dataset is open. */
  use(dataset: Dataset): void {
    this.opened = dataset;
  }

  /** Undefined until then. */
  get dataset(): Dataset | undefined {
    return this.opened;
  }

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const startedAt = performance.now();
    let status = 200;
    try {
      await this.respond(request, reply);
    } catch (error) {
      status = toMeshError(error).status;
      throw error;
    } finally {
      this.metrics.called(status, performance.now() - startedAt);
    }
  }

  private async respond(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { caller, verdict, recorded } = await this.gatekeeper.admit(request, this.product.policy, {
      name: this.name,
      urn: this.urn,
    });
    this.metrics.admitted(caller.id);
    await recorded;
    const { opened: dataset } = this;
    if (dataset === undefined) throw RuntimeErrors.OVERLOADED();
    const readable = columnsOf(this.port.row).filter(
      ({ name }) => verdict.reveals.includes('phi') || !this.personal.has(name),
    );
    const query = parseDatasetQuery(request.query as Record<string, unknown>, request.headers.accept ?? '', readable);
    if (Object.keys(query.selection.equals ?? {}).some((name) => this.personal.has(name)))
      throw RuntimeErrors.QUERY_INVALID();
    void reply.header('traceparent', traceOf(request).traceparent).header('cache-control', 'no-store');
    if (query.format === 'json') {
      const page = await dataset.page(query.selection, query.limit, query.cursor);
      void reply.header('content-type', 'application/json').send(JSON.stringify(page));
    } else {
      const file = await dataset.export(query.selection, query.format);
      void reply
        .header('content-type', MEDIA_TYPE[query.format])
        .header('content-disposition', `attachment; filename="${this.port.name}.${query.format}"`)
        .send(file);
    }
  }
}
