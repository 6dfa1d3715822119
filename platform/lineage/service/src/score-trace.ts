import type { ModelVersion } from '@mesh/models';

import type { GraphNode } from './graph-node.js';
import { nodeId } from './node-id.js';
import type { ScoreRecord } from './score-finder.js';
import type { SinkRun } from './sink-run.js';
import type { TrainingOrigin, TrainingSource } from './training-origin.js';

/** A node of a trace: those of lineage, and the score and its model. */
export type TraceNode = Omit<GraphNode, 'type'> & { readonly type: GraphNode['type'] | 'SCORE' | 'MODEL_VERSION' };

/** Everything that led to one score. */
export interface ScoreTrace {
  readonly scoreId: string;
  readonly score: Pick<ScoreRecord, 'product' | 'scoredAt' | 'topic' | 'partition' | 'offset'>;
  readonly model: { readonly name: string; readonly version: string } & Partial<
    Pick<
      ModelVersion,
      'status' | 'createdAt' | 'onnxSha256' | 'signature' | 'hyperparameters' | 'metrics' | 'contractVersion'
    >
  >;
  /** Null when the registry no longer knows the version. */
  readonly training: {
    readonly runId: string;
    readonly state: string | null;
    readonly snapshot: ModelVersion['snapshot'];
    readonly sources: readonly TrainingSource[];
    readonly commit: string;
    readonly author: string;
  } | null;
  /** Who asked is left out for those who may not know persons. */
  readonly asked: {
    readonly by?: string;
    readonly purpose: string | null;
    readonly at: string;
    readonly traceId?: string;
  };
  readonly contract: { readonly product: string; readonly version: string };
  /** Null while the score is in the event log only. */
  readonly landed: { readonly path: string | null; readonly run: SinkRun | null } | null;
  readonly graph: readonly TraceNode[];
  readonly links: Readonly<Record<string, string>>;
}

/** What was found out about a score. */
export interface TraceParts {
  readonly record: ScoreRecord;
  readonly version: ModelVersion | undefined;
  readonly origin: TrainingOrigin | undefined;
  readonly sinkRun: SinkRun | undefined;
  /** Whether the reader may know who asked. */
  readonly showsPersons: boolean;
}

/** Puts the parts together. */
export function scoreTrace({ record, version, origin, sinkRun, showsPersons }: TraceParts): ScoreTrace {
  const { scoreId, product, scoredAt, topic, partition, offset } = record;
  return {
    scoreId,
    score: { product, scoredAt, topic, partition, offset },
    model: { name: record.model, version: record.version, ...(version === undefined ? {} : described(version)) },
    training: version === undefined ? null : trainingOf(version, origin),
    asked: {
      purpose: record.purpose ?? null,
      at: scoredAt,
      ...(showsPersons ? { by: record.caller, traceId: record.traceId } : {}),
    },
    contract: { product, version: record.contractVersion },
    landed:
      record.lake === undefined && sinkRun === undefined
        ? null
        : { path: record.lake?.path ?? null, run: sinkRun ?? null },
    graph: graphOf(record, origin),
    links: linksOf(record, version),
  };
}

function described({
  status,
  createdAt,
  onnxSha256,
  signature,
  hyperparameters,
  metrics,
  contractVersion,
}: ModelVersion) {
  return { status, createdAt, onnxSha256, signature, hyperparameters, metrics, contractVersion };
}

function trainingOf(
  { runId, snapshot, commit, author }: ModelVersion,
  origin: TrainingOrigin | undefined,
): ScoreTrace['training'] {
  const declared = {
    namespace: 'snapshot',
    name: snapshot.source,
    version: snapshot.sha256,
    description: snapshot.attribution ?? null,
    origin: true,
  };
  const sources = origin === undefined || origin.sources.length === 0 ? [declared] : origin.sources;
  return { runId, state: origin?.run.state ?? null, snapshot, sources, commit, author };
}

function graphOf(
  { scoreId, product, model, version, scoredAt }: ScoreRecord,
  origin: TrainingOrigin | undefined,
): readonly TraceNode[] {
  const [score, trained] = [`score:${scoreId}`, `model:${model}#${version}`];
  const use = { origin: trained, destination: score };
  const job = origin === undefined ? undefined : nodeId({ kind: 'job', ...origin.run.job });
  const made = job === undefined ? [] : [{ origin: job, destination: trained }];
  return [
    { id: score, type: 'SCORE', data: { product, scoredAt }, inEdges: [use], outEdges: [] },
    { id: trained, type: 'MODEL_VERSION', data: { name: model, version }, inEdges: made, outEdges: [use] },
    ...(origin?.graph ?? []).map((node) =>
      node.id === job ? { ...node, outEdges: [...node.outEdges, ...made] } : node,
    ),
  ];
}

function linksOf(
  { scoreId, product, model, version }: ScoreRecord,
  registered: ModelVersion | undefined,
): Readonly<Record<string, string>> {
  return {
    self: `/lineage/scores/${scoreId}`,
    product: `/catalog/products/${product}`,
    model: `/models/${model}/versions/${version}`,
    ...(registered === undefined
      ? {}
      : {
          artifact: `/models/artifacts/${registered.onnxSha256}`,
          training: `/training/runs/${registered.runId}`,
          run: `/api/v1/jobs/runs/${registered.runId}`,
        }),
  };
}
