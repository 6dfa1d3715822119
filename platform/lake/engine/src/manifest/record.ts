import { createHash } from 'node:crypto';
import type { Column } from '@mesh/lake';

/** Which offsets of a stream a file has rows of. */
export interface Source {
  readonly stream: string;
  readonly from: number;
  readonly to: number;
}

/** A data file that exists; `path` is relative to the dataset's folder. */
export interface FileRecord {
  readonly path: string;
  readonly day: string;
  /** Place of the file's first row among all rows of its day; compaction keeps it. */
  readonly first: number;
  readonly rows: number;
  /** The places of its rows, when some between the first and the last have no row any more. */
  readonly spans?: readonly (readonly [first: number, rows: number])[];
  readonly bytes: number;
  readonly sha256: string;
  /** Which list of columns the file was written with. */
  readonly schema: number;
  readonly sources: readonly Source[];
}

/** Files took the place of others: folded ones, or the same without some rows. */
interface Replaced<Kind extends string> {
  readonly kind: Kind;
  readonly seq: number;
  readonly removed: readonly string[];
  readonly added: readonly FileRecord[];
}

/** One line of the manifest: a change that happened wholly or not at all. */
export type ManifestRecord =
  | { readonly kind: 'columns'; readonly schema: number; readonly columns: readonly Column[]; readonly dayOf: string }
  | { readonly kind: 'landed'; readonly seq: number; readonly source: Source; readonly files: readonly FileRecord[] }
  | Replaced<'compacted'>
  | Replaced<'rewritten'>
  | { readonly kind: 'expired'; readonly seq: number; readonly before: string }
  | {
      readonly kind: 'snapshot';
      readonly seq: number;
      readonly streams: Readonly<Record<string, number>>;
      /** Places given out of a day, where its last rows are there no more. */
      readonly days?: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'file'; readonly file: FileRecord };

const CHECK = ',"sha256":"';
const CHECK_LENGTH = CHECK.length + 64 + 2;

/** The record as a line of JSON that carries the checksum of its text. */
export function encodeLine(record: ManifestRecord): string {
  const text = JSON.stringify(record);
  return `{"record":${text}${CHECK}${digest(text)}"}\n`;
}

/** The record of a line without its line break; undefined when the line is torn or damaged. */
export function decodeLine(line: string): ManifestRecord | undefined {
  const text = line.slice('{"record":'.length, -CHECK_LENGTH);
  if (line !== `{"record":${text}${CHECK}${digest(text)}"}`) return undefined;
  return JSON.parse(text) as ManifestRecord;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
