import { LakeErrors, type Dataset, type DatasetSettings, type Lake } from '@mesh/lake';
import type { DatasetParts } from './dataset-parts.js';
import type { DatasetStorage } from './dataset-storage.js';
import { checkSettings, datasetPath } from './dataset-settings.js';
import { DatasetWriter } from './dataset-writer.js';
import type { Engine } from './duckdb/engine.js';
import { ManifestReader } from './manifest-reader.js';
import { Journal } from './manifest/journal.js';
import { ParquetDataset } from './parquet-dataset.js';
import { ActiveReads } from './reading/active-reads.js';
import { removeOrphans } from './recovery.js';
import type { Scratch } from './scratch.js';

/** `read` takes no right to write and may be used beside a process that writes. */
export type LakeAccess = 'read' | 'write';

export interface ParquetLakeSettings {
  readonly access: LakeAccess;
  /** Deadline of a page, a count and a landing. */
  readonly sqlTimeoutMs: number;
  readonly now: () => Date;
  readonly engine: Engine;
  readonly scratch: Scratch;
  /** The files of a dataset by its path below the lake's root; for writing, it takes the right to be the only one. */
  readonly storageOf: (path: string, access: LakeAccess) => Promise<DatasetStorage>;
  /** Gives up what the lake holds beyond its datasets. */
  readonly onClose?: () => Promise<void>;
}

/** A lake of Parquet by day, written and read by DuckDB, with a manifest that says what exists. */
export class ParquetLake implements Lake {
  private readonly datasets = new Map<string, Promise<ParquetDataset>>();
  private closed = false;

  protected constructor(private readonly settings: ParquetLakeSettings) {}

  async open(settings: DatasetSettings): Promise<Dataset> {
    if (this.closed) throw LakeErrors.CLOSED();
    checkSettings(settings);
    const path = datasetPath(settings);
    const known = this.datasets.get(path);
    if (known !== undefined) return sameColumns(await known, settings);
    const opening = this.openDataset(settings, path);
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
    this.settings.engine.close();
    await this.settings.onClose?.();
    await this.settings.scratch.remove();
  }

  private async openDataset(settings: DatasetSettings, path: string): Promise<ParquetDataset> {
    const { access, sqlTimeoutMs, now, engine, scratch, storageOf } = this.settings;
    const storage = await storageOf(path, access);
    const parts: DatasetParts = { settings, storage, engine, scratch, sqlTimeoutMs };
    const reads = new ActiveReads();
    if (access === 'read') {
      const reader = new ManifestReader(storage);
      return new ParquetDataset(parts, () => reader.current(), reads, undefined);
    }
    try {
      const journal = await Journal.open(storage.manifest);
      await removeOrphans(storage, journal.manifest);
      const writer = new DatasetWriter(journal, parts, reads, now);
      await writer.declareColumns();
      return new ParquetDataset(parts, () => Promise.resolve(journal.manifest), reads, writer);
    } catch (error) {
      await storage.close();
      throw error;
    }
  }
}

/** A lake opens a dataset once; who asks again must mean the same. */
function sameColumns(dataset: ParquetDataset, { columns, dayOf }: DatasetSettings): ParquetDataset {
  const { settings } = dataset;
  const same = settings.dayOf === dayOf && JSON.stringify(settings.columns) === JSON.stringify(columns);
  if (!same) throw LakeErrors.COLUMNS_CHANGED();
  return dataset;
}
