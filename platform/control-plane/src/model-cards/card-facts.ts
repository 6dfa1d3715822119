import type { ProductDescription } from '@mesh/events';
import type { ModelReport } from '@mesh/evaluation-service';
import type { GateStanding } from '@mesh/models-service';
import type { ModelVersion } from '@mesh/models';
import type { SnapshotRecord } from '@mesh/training';
import type { TrainingRun } from '@mesh/training-service';

import type { Stored } from './figure.js';

/** What the evaluation keeps of a model: all but these is absent until it was measured. */
export type KnownReport = Partial<ModelReport> & Pick<ModelReport, 'serving' | 'subgroups' | 'raised'>;

/** Everything that is stored about one version, each document with the place where it is read. */
export interface CardFacts {
  readonly version: Stored<ModelVersion>;
  readonly gates: Stored<GateStanding>;
  /** The names under which the version is known now. */
  readonly aliases: readonly string[];
  /** Absent where no training of the mesh made it. */
  readonly run?: Stored<TrainingRun>;
  /** Absent where nobody told how the snapshot was made. */
  readonly snapshot?: Stored<SnapshotRecord>;
  /** Absent where the product does not watch the model. */
  readonly evaluation?: Stored<KnownReport>;
  /** What the product declares; absent where none announced the model. */
  readonly product?: Stored<ProductDescription>;
  /** The words that lie beside the declaration, in Markdown. */
  readonly words?: string;
}
