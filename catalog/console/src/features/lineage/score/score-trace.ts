import type { LineageNode } from '../graph/lineage-node.js';

/** A measure with its 95 % interval. */
export interface Measure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** Everything that led to one score, as the lineage service tells it. */
export interface ScoreTrace {
  readonly scoreId: string;
  readonly score: {
    readonly product: string;
    readonly scoredAt: string;
    readonly topic: string;
    /** Negative when the event is no longer in the log. */
    readonly partition: number;
    readonly offset: number;
  };
  readonly model: {
    readonly name: string;
    readonly version: string;
    readonly status?: string;
    readonly createdAt?: string;
    readonly onnxSha256?: string;
    readonly metrics?:
      | { readonly outcome?: undefined; readonly rocAuc: Measure; readonly brier: Measure }
      | { readonly outcome: 'count'; readonly devianceExplained: Measure; readonly meanAbsoluteError: Measure };
    readonly hyperparameters?: Readonly<Record<string, string | number | boolean>>;
  };
  readonly training: {
    readonly runId: string;
    readonly state: string | null;
    readonly snapshot: {
      readonly sha256: string;
      readonly rows: number;
      readonly trainingRows: number;
      readonly source: string;
      readonly attribution?: string;
    };
    readonly sources: readonly {
      readonly namespace: string;
      readonly name: string;
      readonly version: string | null;
      readonly description: string | null;
      readonly origin: boolean;
    }[];
    readonly commit: string;
    readonly author: string;
  } | null;
  readonly asked: {
    readonly by?: string;
    readonly purpose: string | null;
    readonly at: string;
    readonly traceId?: string;
  };
  readonly contract: { readonly product: string; readonly version: string };
  readonly landed: {
    readonly path: string | null;
    readonly run: { readonly runId: string; readonly completedAt: string } | null;
  } | null;
  readonly graph: readonly LineageNode[];
}
