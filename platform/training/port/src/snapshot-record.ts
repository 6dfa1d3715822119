import type { ModelSplit } from '@mesh/product';

/** Which state of a dataset was read: the number of its last change when reading began and when it ended. */
export interface DatasetState {
  /** Counts what was landed, folded and removed; the dataset's manifest names each. */
  readonly change: number;
  readonly rows: number;
}

/** How a snapshot was made; stored with its hash, it says all that is needed to make it again from the same dataset. */
export interface SnapshotRecord {
  readonly sha256: string;
  /** Of the dataset, `urn:mesh:<domain>:<product>:<dataset>`, or of who sent the rows. */
  readonly source: string;
  /** The columns that were read, the label last; all rows are read. */
  readonly query: { readonly columns: readonly string[]; readonly label: string; readonly outcome?: 'count' };
  /** Of the dataset, before and after reading; absent for rows that were sent. Where both are equal, nothing moved meanwhile. */
  readonly state?: { readonly before: DatasetState; readonly after: DatasetState };
  readonly split: { readonly heldOutShare: number; readonly seed: number } & (
    ModelSplit | { readonly by: 'content'; readonly stratified: boolean }
  );
  readonly rows: number;
  readonly trainingRows: number;
  readonly madeAt: string;
}
