import { ProductReader } from '@mesh/catalog';
import type { EventLog, LoggedEvent } from '@mesh/events';
import type { FoundScore, ScoreFinder, ScoreRecord } from '@mesh/lineage-service';
import { eventsOfTrace } from './scores-of-trace.js';

/** What a scored event must say for its score to be traced, whatever else the product puts in it. */
interface ScoredFields {
  readonly scoreId: string;
  readonly modelName: string;
  readonly modelVersion: string;
  readonly contractVersion: string;
  readonly scoredAt: string;
  readonly askedBy: string;
  readonly purpose?: string | null;
  readonly traceId: string;
}

/** A port of a product that speaks of scores. */
interface ScoresPort {
  readonly product: string;
  readonly domain: string;
  readonly topic?: string;
  readonly url?: string;
  /** Folder of the dataset below the lake's root. */
  readonly folder: string;
}

const FIELDS = ['scoreId', 'modelName', 'modelVersion', 'contractVersion', 'scoredAt', 'askedBy', 'traceId'];
const READ_TIMEOUT_MS = 5_000;
const MAX_PRODUCTS = 500;
/** An event is appended within the deadline of the call that its id was made for; some room for clocks is added. */
const FIND_WITHIN_MS = 20_000;

/** Finds a score by its id: in the event log while that remembers it, and in the product's own dataset. */
export class MeshScoreFinder implements ScoreFinder {
  constructor(
    private readonly log: EventLog,
    private readonly catalog: ProductReader,
    private readonly domainToken: (domain: string) => Promise<string>,
  ) {}

  async find(scoreId: string): Promise<ScoreRecord | undefined> {
    const near = timeOf(scoreId);
    // An id of a time that has not come names nothing, and its window may be one that no calendar writes.
    if (near === undefined || near.getTime() > Date.now() + FIND_WITHIN_MS) return undefined;
    for await (const port of this.scoresPorts()) {
      const found = await this.findIn(port, scoreId, near);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The scores that one call made, as long as the event log remembers them. */
  async ofTrace(traceId: string, near: Date): Promise<readonly FoundScore[]> {
    const found: FoundScore[] = [];
    for await (const { product, topic } of this.scoresPorts()) {
      if (topic === undefined) continue;
      const events = await eventsOfTrace(this.log, topic, { traceId, near });
      found.push(
        ...events.map(({ data }) => {
          const { scoreId, scoredAt } = data as ScoredFields;
          return { scoreId, product, scoredAt: new Date(scoredAt).toISOString() };
        }),
      );
    }
    return found;
  }

  /** The products whose events or rows say all that a trace needs. */
  private async *scoresPorts(): AsyncIterable<ScoresPort> {
    const { products } = await this.catalog.list({ limit: MAX_PRODUCTS });
    for (const { id, domain } of products) {
      const { product } = await this.catalog.describe(id);
      const ports = product.ports.filter(({ fields }) =>
        FIELDS.every((name) => fields.some((field) => field.name === name)),
      );
      const events = ports.find(({ kind }) => kind === 'event');
      const dataset = ports.find(({ kind }) => kind === 'dataset');
      yield {
        product: id,
        domain,
        folder: `${domain}${dataset?.path?.replace(/^(\/[^/]+)\/(v\d+)\/(.+)$/, '$1/$3/$2') ?? ''}`,
        ...(events?.topic && { topic: events.topic }),
        // The address of a service that has gone may be another's by now, and the call carries a token.
        ...(product.status === 'up' && dataset?.url && { url: dataset.url }),
      };
    }
  }

  private async findIn(
    { product, domain, topic, url, folder }: ScoresPort,
    scoreId: string,
    near: Date,
  ): Promise<ScoreRecord | undefined> {
    if (topic === undefined) return undefined;
    const rowWithin = (window?: { near: Date }) =>
      url === undefined ? undefined : this.rowOf(url, domain, scoreId, window).catch(() => undefined);
    let [event, row] = await Promise.all([this.log.find(topic, scoreId, near, FIND_WITHIN_MS), rowWithin({ near })]);
    if (event === undefined && row === undefined) {
      // A reading that waited before it was scored as it came: its score's id has the time of the reading.
      row = await rowWithin();
      event = row && (await this.log.find(topic, scoreId, new Date(row.scoredAt), FIND_WITHIN_MS));
    }
    const fields = (event?.data as ScoredFields | undefined) ?? row;
    if (fields === undefined) return undefined;
    const lake = row && `${folder}/day=${row.scoredAt.slice(0, 10)}`;
    return recordOf(product, fields, { topic, event, lake });
  }

  /** The score's row in the product's dataset, looked for in the two minutes around a time, or in all of it. */
  private async rowOf(
    url: string,
    domain: string,
    scoreId: string,
    window?: { readonly near: Date },
  ): Promise<ScoredFields | undefined> {
    const query = new URLSearchParams({
      scoreId,
      ...(window && {
        from: new Date(window.near.getTime() - 60_000).toISOString(),
        to: new Date(window.near.getTime() + 60_000).toISOString(),
      }),
      limit: '1',
    });
    const response = await fetch(`${url}?${query}`, {
      headers: { authorization: `Bearer ${await this.domainToken(domain)}` },
      signal: AbortSignal.timeout(READ_TIMEOUT_MS),
    });
    if (!response.ok) return undefined;
    const { rows } = (await response.json()) as { rows: readonly ScoredFields[] };
    return rows[0];
  }
}

function recordOf(
  product: string,
  fields: ScoredFields,
  { topic, event, lake }: { topic: string; event: LoggedEvent | undefined; lake: string | undefined },
): ScoreRecord {
  return {
    scoreId: fields.scoreId,
    product,
    model: fields.modelName,
    version: fields.modelVersion,
    scoredAt: new Date(fields.scoredAt).toISOString(),
    caller: fields.askedBy,
    ...(fields.purpose && { purpose: fields.purpose }),
    traceId: fields.traceId,
    contractVersion: fields.contractVersion,
    topic,
    partition: event?.partition ?? -1,
    offset: event?.offset ?? -1,
    ...(lake !== undefined && { lake: { path: lake } }),
  };
}

/** The time in a UUIDv7 (RFC 9562 section 5.7): its first 48 bits are milliseconds since 1970. */
function timeOf(id: string): Date | undefined {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) return undefined;
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}
