import type { QualityMetric } from '@mesh/product';

/** Column types a dataset may have; the lake maps them to Parquet's logical types. */
export type ColumnType = 'string' | 'number' | 'integer' | 'boolean' | 'timestamp';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** One dataset: `<lake root>/<domain>/<product>/<dataset>/v<major>/day=YYYY-MM-DD/*.parquet` and a manifest. */
export interface DatasetSettings {
  readonly domain: string;
  readonly product: string;
  readonly dataset: string;
  readonly major: number;
  /** A row is an object of these columns; a missing or null value is a null cell. */
  readonly columns: readonly Column[];
  /** The timestamp column whose UTC day is the partition. */
  readonly dayOf: string;
}

/** Rows as JSON texts (one object each, of the dataset's columns) with the place in the log that they come from. */
export interface Landing {
  /** Names the stream the rows come from, for example `<topic>/<partition>`; its offsets only grow. */
  readonly stream: string;
  /** Offset of the first row and of the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly string[];
  /** The offset of each row, growing; without it they follow each other from `from` on without a gap. */
  readonly offsets?: readonly number[];
  /** The primary key among the columns; rows of a landing that repeat it are written once. */
  readonly key?: string;
}

export interface Landed {
  readonly files: readonly {
    readonly path: string;
    readonly rows: number;
    readonly bytes: number;
    readonly sha256: string;
  }[];
  /** Rows written; 0 when the range had been landed before. */
  readonly rows: number;
}

/** What to read: a half-open range of days and exact values, chosen columns. */
export interface Selection {
  readonly columns?: readonly string[];
  /** Inclusive and exclusive RFC 3339 bounds on the dataset's `dayOf` column. */
  readonly from?: string;
  readonly to?: string;
  readonly equals?: Readonly<Record<string, string | number | boolean>>;
}

export interface Page {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Opaque; present when there is more. Stays valid while rows are added. */
  readonly next?: string;
}

/** Rows to be counted: all, or those of a column that have no value, one that is not valid, or one that another row has. */
export interface Measure {
  readonly metric: QualityMetric;
  /** For every metric but `rowCount`. */
  readonly column?: string;
  /** For `invalidValues`: what a value that is there may be. */
  readonly validValues?: readonly (string | number)[];
}

/** What a dataset held when it was measured. */
export interface Measured {
  readonly rows: number;
  /** For each measure, how many rows it found; of rows with the same value, `duplicateValues` spares the first. */
  readonly found: readonly number[];
}

/** Which state of a dataset is readable: two readings between which it has not changed saw the same rows. */
export interface DatasetState {
  /** Grows with each landing, folding, rewriting and removal. */
  readonly change: number;
  readonly rows: number;
}

/** What a compaction did. */
export interface Compacted {
  /** Small files that were folded, and those that took their place. */
  readonly folded: number;
  readonly written: number;
}

/** Rows that must be readable no more: those that have one of the values in a column. */
export interface Unwanted {
  readonly column: string;
  /** Between 1 and 1,000 values of the column's type. */
  readonly values: readonly (string | number | boolean)[];
}

/** What a rewriting took away; both are 0 when nothing was found, as when it is repeated. */
export interface Rewritten {
  readonly rows: number;
  /** Data files that held such rows: written anew without them, or removed when nothing else was in them. */
  readonly files: number;
}

/** What was removed because its time was over, day by day. */
export interface Expired {
  readonly days: readonly { readonly day: string; readonly rows: number; readonly files: number }[];
  readonly rows: number;
}

/** Files that stay: immutable Parquet, partitioned by day, exactly once in effect. */
export interface Lake {
  /** Opens a dataset: creates its folder, finishes or undoes what a crash left half done. */
  open(settings: DatasetSettings): Promise<Dataset>;
  close(): Promise<void>;
}

export interface Dataset {
  readonly settings: DatasetSettings;
  /**
   * Makes the rows durable and visible, all or none, exactly once in effect: a landing whose offsets were landed
   * before adds nothing, one that overlaps adds only what is new.
   */
  land(landing: Landing): Promise<Landed>;
  /** The next offset wanted of a stream; 0 when nothing of it has landed. */
  landedTo(stream: string): Promise<number>;
  page(selection: Selection, limit: number, cursor?: string): Promise<Page>;
  /** Streams the selection as one file; `csv` has a header line (RFC 4180). */
  export(selection: Selection, format: 'parquet' | 'csv'): Promise<NodeJS.ReadableStream>;
  count(selection: Selection): Promise<number>;
  /** The state that is readable now. */
  state(): Promise<DatasetState>;
  /** Takes all measures of the same rows: those that are readable now. */
  measure(measures: readonly Measure[]): Promise<Measured>;
  /** Folds the small files of finished days into larger ones; readers never see a row twice or not at all. */
  compact(): Promise<Compacted>;
  /**
   * Takes rows away for good: when it resolves, no file below the lake's root holds the values, neither in rows nor in
   * statistics, whatever was landed before the call. Readers in flight finish with the rows they saw. May be repeated at
   * any time, also after a crash; a crash leaves each file either as it was or without the rows.
   */
  rewriteWithout(unwanted: Unwanted): Promise<Rewritten>;
  /** Removes all days before `day` (YYYY-MM-DD, UTC), in the manifest at once and then as files. May be repeated. */
  removeBefore(day: string): Promise<Expired>;
}

/** Injection token of the lake. */
export const Lake = Symbol('Lake');
