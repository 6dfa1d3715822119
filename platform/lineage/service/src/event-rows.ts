import { createHash } from 'node:crypto';

import type { Facet } from '@mesh/lineage';

import type { EventDataset, LineageEvent } from './event-check.js';
import { nodeId, type NodeName } from './node-id.js';

/** What one event adds to each table. */
export interface EventRows {
  readonly hash: string;
  readonly at: string;
  readonly runId: string | null;
  readonly body: string;
  readonly nodes: readonly NodeName[];
  readonly edges: readonly { readonly direction: 'in' | 'out'; readonly dataset: NodeName }[];
  readonly job: NodeName | undefined;
  readonly eventType: string;
  readonly facets: readonly FacetRow[];
}

/** A facet as it was at one time; `stage` orders events of the same instant by the life of a run. */
export interface FacetRow {
  readonly owner: string;
  readonly name: string;
  readonly stage: number;
  readonly hash: string;
  readonly value: string;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON with sorted keys: equal documents, equal text, however they were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}

const STAGES: Readonly<Record<string, number>> = { START: 0, COMPLETE: 2, ABORT: 2, FAIL: 2 };

/** Takes an event apart. */
export function eventRows(event: LineageEvent): EventRows {
  const job: NodeName | undefined = event.job && { kind: 'job', namespace: event.job.namespace, name: event.job.name };
  const reported = [
    ...(event.inputs ?? []),
    ...(event.outputs ?? []),
    ...(event.dataset === undefined ? [] : [event.dataset]),
  ];
  const runId = event.run?.runId.toLowerCase().replace('urn:uuid:', '') ?? null;
  const stage = STAGES[event.eventType ?? ''] ?? 1;
  const facetsOf = (owner: string, facets: Readonly<Record<string, Facet>> | undefined): FacetRow[] =>
    Object.entries(facets ?? {}).map(([name, facet]) => {
      const value = canonical(facet);
      return { owner, name, stage, value, hash: hashOf(value) };
    });
  return {
    hash: hashOf(canonical(event)),
    at: event.eventTime,
    runId,
    body: JSON.stringify(event),
    nodes: [...(job === undefined ? [] : [job]), ...reported.map(datasetName)],
    edges: [
      ...(event.inputs ?? []).map((dataset) => ({ direction: 'in' as const, dataset: datasetName(dataset) })),
      ...(event.outputs ?? []).map((dataset) => ({ direction: 'out' as const, dataset: datasetName(dataset) })),
    ],
    job,
    eventType: event.eventType ?? 'OTHER',
    facets: [
      ...(job === undefined ? [] : facetsOf(nodeId(job), event.job?.facets)),
      ...(runId === null ? [] : facetsOf(`run:${runId}`, event.run?.facets)),
      ...reported.flatMap((dataset) => facetsOf(nodeId(datasetName(dataset)), dataset.facets)),
    ],
  };
}

const datasetName = ({ namespace, name }: EventDataset): NodeName => ({ kind: 'dataset', namespace, name });
