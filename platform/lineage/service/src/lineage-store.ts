import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import type { LineageEvent } from './event-check.js';
import { eventRows, type EventRows } from './event-rows.js';
import { nodeId } from './node-id.js';
import { LineageSettings } from './lineage-options.js';

/** Inserts columns of equal length as rows. */
interface Columns {
  readonly into: string;
  readonly types: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly onConflict?: string;
}

/** Keeps events and what follows from them; storing an event again changes nothing. */
@Injectable()
export class LineageStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(LineageSettings) private readonly settings: LineageSettings,
  ) {}

  /** All of them or none, in one transaction. */
  async store(events: readonly LineageEvent[]): Promise<void> {
    const receivedAt = this.settings.now().toISOString();
    const parts = events.map(eventRows);
    await this.database.transaction(async (transaction) => {
      for (const columns of tables(parts, receivedAt)) await insert(transaction, columns);
    });
  }
}

function tables(parts: readonly EventRows[], receivedAt: string): readonly Columns[] {
  return [
    {
      into: 'event (hash, event_time, received_at, run_id, body)',
      types: ['text', 'timestamptz', 'timestamptz', 'uuid', 'json'],
      rows: parts.map(({ hash, at, runId, body }) => [hash, at, receivedAt, runId, body]),
    },
    {
      into: 'node (kind, namespace, name, first_at, last_at)',
      types: ['text', 'text', 'text', 'timestamptz', 'timestamptz'],
      rows: spans(
        parts.flatMap(({ nodes, at }) =>
          nodes.map((node) => ({ key: nodeId(node), at, row: [node.kind, node.namespace, node.name] })),
        ),
      ),
      onConflict: `(kind, namespace, name) DO UPDATE SET first_at = least(node.first_at, excluded.first_at),
        last_at = greatest(node.last_at, excluded.last_at)
        WHERE node.first_at > excluded.first_at OR node.last_at < excluded.last_at`,
    },
    {
      into: 'edge (job_namespace, job_name, direction, dataset_namespace, dataset_name, first_at)',
      types: ['text', 'text', 'text', 'text', 'text', 'timestamptz'],
      rows: spans(parts.flatMap(edgeSpans)).map((row) => row.slice(0, -1)),
      onConflict: `(job_namespace, job_name, direction, dataset_namespace, dataset_name)
        DO UPDATE SET first_at = excluded.first_at WHERE edge.first_at > excluded.first_at`,
    },
    {
      into: 'transition (run_id, event_time, event_type, job_namespace, job_name)',
      types: ['uuid', 'timestamptz', 'text', 'text', 'text'],
      rows: parts.flatMap(({ runId, at, eventType, job }) =>
        runId === null || job === undefined ? [] : [[runId, at, eventType, job.namespace, job.name]],
      ),
    },
    {
      into: 'facet (owner, name, event_time, stage, hash, value)',
      types: ['text', 'text', 'timestamptz', 'smallint', 'text', 'json'],
      rows: parts.flatMap(({ facets, at }) =>
        facets.map((facet) => [facet.owner, facet.name, at, facet.stage, facet.hash, facet.value]),
      ),
    },
  ];
}

interface Span {
  readonly key: string;
  readonly at: string;
  readonly row: readonly unknown[];
}

function edgeSpans({ job, edges, at }: EventRows): readonly Span[] {
  if (job === undefined) return [];
  return edges.map(({ direction, dataset }) => ({
    key: JSON.stringify([nodeId(job), direction, nodeId(dataset)]),
    at,
    row: [job.namespace, job.name, direction, dataset.namespace, dataset.name],
  }));
}

/** One row a key with its first and last time: a statement may not touch the same row twice. Sorted, so that writers never wait in circles. */
function spans(all: readonly Span[]): readonly (readonly unknown[])[] {
  const byKey = new Map<string, { readonly row: readonly unknown[]; first: string; last: string }>();
  for (const { key, at, row } of all) {
    const span = byKey.get(key) ?? { row, first: at, last: at };
    if (Date.parse(at) < Date.parse(span.first)) span.first = at;
    if (Date.parse(at) > Date.parse(span.last)) span.last = at;
    byKey.set(key, span);
  }
  return [...byKey]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, { row, first, last }]) => [...row, first, last]);
}

async function insert(transaction: Database, { into, types, rows, onConflict = 'DO NOTHING' }: Columns): Promise<void> {
  if (rows.length === 0) return;
  await transaction.query(
    `INSERT INTO lineage.${into} SELECT * FROM unnest(${types.map((type, at) => `$${at + 1}::${type}[]`).join(', ')})
     ON CONFLICT ${onConflict}`,
    types.map((_, column) => rows.map((row) => row[column])),
  );
}
