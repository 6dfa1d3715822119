import type { Gates } from '@mesh/product';
import type { TableRow } from './snapshot-from-rows.js';
import type { TrainingColumn } from './training-column.js';

/** When a learner gives a version: after so many events, or when so long has passed and something was learned. */
export interface SnapshotPace {
  readonly events?: number;
  readonly ms?: number;
}

/** A model of this process that a stream teaches. */
export interface LearningModel {
  readonly model: string;
  /** The features in signature order. */
  readonly columns: readonly TrainingColumn[];
  /** The field of 0 or 1 that is to be foreseen. */
  readonly label: string;
  /** Whose events teach. */
  readonly topic: string;
  readonly learner: string;
  /** Forgets when the meaning of the stream changes. */
  readonly forgets: boolean;
  readonly snapshot: SnapshotPace;
  readonly contractVersion: string;
  /** Names the stream: the URN of its port. */
  readonly source: string;
  /** What a version must show before it may challenge. */
  readonly gates?: Gates;
  /** Inputs as they arrived lately, where a gate asks for them. */
  readonly recentInputs?: () => Promise<readonly TableRow[]>;
  /** Throws where an event is not what the contract of the stream promises. */
  readonly check?: (data: unknown) => void;
}

/** Teaches models by the events of a stream, one after another; their topics are there. */
export interface OnlineLearning {
  /** Resolves to the way to stop; what was learned is kept. */
  serve(models: readonly LearningModel[]): Promise<() => Promise<void>>;
}
