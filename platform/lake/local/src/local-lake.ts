import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { LakeErrors, type Dataset, type DatasetSettings, type Lake } from '@mesh/lake';
import type { DatasetParts } from './dataset-parts.js';
import { checkSettings, datasetPath } from './dataset-settings.js';
import { DatasetWriter } from './dataset-writer.js';
import { createFolder, diskFiles, type DurableFiles } from './durable-files.js';
import { Engine } from './engine/engine.js';
import { LocalDataset } from './local-dataset.js';
import { ManifestReader } from './manifest-reader.js';
import { Journal } from './manifest/journal.js';
import { ActiveReads } from './reading/active-reads.js';
import { removeOrphans } from './recovery.js';
import { Scratch } from './scratch.js';
import { lockForWriting, type WriterLock } from './writer-lock.js';

export interface LocalLakeSettings {
  /** Folder of the lake; created, for this user alone, when it is missing. */
  readonly root: string;
  /** `read` takes no lock and may be used beside a process that writes. Default `write`. */
  readonly access?: 'read' | 'write';
  /** Memory of the query engine. Default 256MB. */
  readonly memoryLimit?: string;
  /** Threads of the query engine. Default 2. */
  readonly threads?: number;
  /** Deadline of a page, a count and a landing. Default 30 s. */
  readonly sqlTimeoutMs?: number;
  readonly now?: () => Date;
  /** The file operations; replaced in tests that die between two of them. */
  readonly files?: DurableFiles;
}

type Opened = Required<Omit<LocalLakeSettings, 'memoryLimit' | 'threads'>>;

/** The lake on local disk: Parquet by day, written and read by DuckDB, with a manifest that says what exists. */
export class LocalLake implements Lake {
  private readonly datasets = new Map<string, Promise<LocalDataset>>();
  private readonly locks: WriterLock[] = [];
  private closed = false;

  private constructor(
    private readonly settings: Opened,
    private readonly engine: Engine,
    private readonly scratch: Scratch,
  ) {}

  static async open(settings: LocalLakeSettings): Promise<LocalLake> {
    const { access = 'write', sqlTimeoutMs = 30_000, now = () => new Date(), files = diskFiles } = settings;
    await mkdir(settings.root, { recursive: true, mode: 0o700 });
    const root = await realpath(settings.root);
    const scratch = await Scratch.open(root);
    const { memoryLimit = '256MB', threads = 2 } = settings;
    const engine = await Engine.open({ root, spillFolder: scratch.folder, memoryLimit, threads });
    return new LocalLake({ root, access, sqlTimeoutMs, now, files }, engine, scratch);
  }

  async open(settings: DatasetSettings): Promise<Dataset> {
    if (this.closed) throw LakeErrors.CLOSED();
    checkSettings(settings);
    const path = datasetPath(settings);
    const known = this.datasets.get(path);
    if (known !== undefined) return sameColumns(await known, settings);
    const opening = this.openDataset(settings, join(this.settings.root, path));
    this.datasets.set(path, opening);
    opening.catch(() => this.datasets.delete(path));
    return opening;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    for (const dataset of this.datasets.values())
      await dataset.then(
        (opened) => opened.close(),
        () => undefined,
      );
    this.engine.close();
    for (const lock of this.locks) lock.forget();
    await this.scratch.remove();
  }

  private async openDataset(settings: DatasetSettings, folder: string): Promise<LocalDataset> {
    const { access, sqlTimeoutMs, files, now } = this.settings;
    const parts: DatasetParts = { settings, folder, engine: this.engine, scratch: this.scratch, files, sqlTimeoutMs };
    const reads = new ActiveReads();
    const manifestPath = join(folder, 'manifest.jsonl');
    if (access === 'read') {
      const reader = new ManifestReader(manifestPath);
      return new LocalDataset(parts, () => reader.current(), reads, undefined);
    }
    await createFolder(folder, files);
    const lock = await lockForWriting(folder, this.engine);
    try {
      const journal = await Journal.open(manifestPath, files);
      await removeOrphans(folder, journal.manifest, files);
      const writer = new DatasetWriter(journal, parts, reads, now);
      await writer.declareColumns();
      this.locks.push(lock);
      return new LocalDataset(parts, () => Promise.resolve(journal.manifest), reads, writer);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }
}

/** A lake opens a dataset once; who asks again must mean the same. */
function sameColumns(dataset: LocalDataset, { columns, dayOf }: DatasetSettings): LocalDataset {
  const { settings } = dataset;
  const same = settings.dayOf === dayOf && JSON.stringify(settings.columns) === JSON.stringify(columns);
  if (!same) throw LakeErrors.COLUMNS_CHANGED();
  return dataset;
}
