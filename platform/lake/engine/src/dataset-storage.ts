import type { FileRecord } from './manifest/record.js';

/** The bytes of a dataset's manifest, wherever they lie. */
export interface ManifestStorage {
  /** All of it, empty when there is none yet, with a version that changes whenever its bytes do. */
  read(): Promise<{ readonly content: Buffer; readonly version: string }>;
  /** The version alone; cheap, since each read of rows asks for it. */
  version(): Promise<string>;
  /** Adds a text behind the first `at` bytes, durable when it resolves. */
  append(text: string, at: number): Promise<void>;
  /** Takes back whatever may lie behind the first `bytes` bytes. */
  truncate(bytes: number): Promise<void>;
  /** Puts a text in the place of all: true when it stands, false when the former stands; rejects when that is open. */
  replace(text: string): Promise<boolean>;
  /** Where the right to write can be lost while the process lives: wins it back if it was lost, and says whether it was. */
  regain?(): Promise<boolean>;
}

/** Files that lie on this disk for as long as they are pinned. */
export interface Pinned {
  /** Where each file lies, in the order of the records. */
  readonly paths: readonly string[];
  release(): void;
}

/** The files of one dataset as the engine needs them; paths are relative to the dataset's folder. */
export interface DatasetStorage {
  readonly manifest: ManifestStorage;
  /** Bytes of files that one query may pin; what needs more is gathered group by group. */
  readonly pinnedBytes: number;
  /** Bytes that a page may pin beyond what it needs, to spare a further query. */
  readonly spareBytes: number;
  /** Files that are made durable at a time. */
  readonly publishing: number;
  /** Stands in the names of new files, so that a writer who lost its right cannot meet those of its successor. */
  readonly mark: string;
  /** A place on this disk at which the engine writes what is to become the file. */
  draft(path: string): Promise<string>;
  /** Makes a draft durable under its name. */
  publish(path: string, draft: string): Promise<{ readonly bytes: number; readonly sha256: string }>;
  /** Removes a draft, published or not. */
  discard(path: string, draft: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Removes the folder of a day in which no file is left. */
  removeDay(day: string): Promise<void>;
  /** All data files below the folders of days, whole or not, named in the manifest or not. */
  list(): Promise<readonly string[]>;
  pin(files: readonly FileRecord[]): Promise<Pinned>;
  /** Forgets copies of files that the manifest names no more. */
  forget?(isNamed: (path: string) => boolean): Promise<void>;
  /** Gives up the right to write, and what was held for reading. */
  close(): Promise<void>;
}
