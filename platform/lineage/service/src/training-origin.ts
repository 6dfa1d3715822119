import { Inject, Injectable } from '@nestjs/common';

import type { EventDataset, LineageEvent } from './event-check.js';
import { GraphReader } from './graph-reader.js';
import type { GraphNode } from './graph-node.js';
import { nodeId } from './node-id.js';
import { RunReader, type Run } from './run-reader.js';

/** A dataset that went into a training, near or far. */
export interface TrainingSource {
  readonly namespace: string;
  readonly name: string;
  readonly version: string | null;
  /** What it is and whom to thank. */
  readonly description: string | null;
  /** Nothing known made it: here the data begins. */
  readonly origin: boolean;
}

/** Where a training's data and code came from. */
export interface TrainingOrigin {
  readonly run: Run;
  readonly sources: readonly TrainingSource[];
  /** Upstream of the training, Marquez's nodes. */
  readonly graph: readonly GraphNode[];
}

const DEPTH = 20;

/** Follows a training run back to the files that its data began as. */
@Injectable()
export class TrainingOrigins {
  constructor(
    @Inject(RunReader) private readonly runs: RunReader,
    @Inject(GraphReader) private readonly graphs: GraphReader,
  ) {}

  /** Everything as it was when the run ended, so that later trainings do not colour the answer; undefined for an unknown run. */
  async of(runId: string): Promise<TrainingOrigin | undefined> {
    const run = await this.runs.run(runId);
    if (run === undefined) return undefined;
    const asOf = new Date(run.updatedAt);
    const job = nodeId({ kind: 'job', ...run.job });
    const [events, { graph }] = await Promise.all([
      this.runs.events(runId),
      this.graphs.graph({ nodeId: job, depth: DEPTH, asOf, towards: 'upstream' }),
    ]);
    const own = ownVersions(events);
    const sources = graph.filter(({ type }) => type === 'DATASET').map((node) => sourceOf(node, own));
    return { run, sources, graph };
  }
}

/** The versions that the run itself said it read: better than the newest of the dataset. */
function ownVersions(events: readonly LineageEvent[]): ReadonlyMap<string, string> {
  const inputs: readonly EventDataset[] = events.flatMap((event) => event.inputs ?? []);
  return new Map(
    inputs.flatMap(({ namespace, name, facets }) => {
      const version = facets?.['version']?.['datasetVersion'];
      return typeof version === 'string' ? [[nodeId({ kind: 'dataset', namespace, name }), version] as const] : [];
    }),
  );
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function sourceOf({ id, data, inEdges }: GraphNode, own: ReadonlyMap<string, string>): TrainingSource {
  return {
    namespace: String(data['namespace']),
    name: String(data['name']),
    version: own.get(id) ?? textOrNull(data['currentVersion']),
    description: textOrNull(data['description']),
    origin: inEdges.length === 0,
  };
}
