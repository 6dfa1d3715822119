import { MeshError } from '@mesh/product';
import {
  LakeErrors,
  type Compacted,
  type Dataset,
  type DatasetSettings,
  type DatasetState,
  type Expired,
  type Landed,
  type Landing,
  type Measure,
  type Measured,
  type Page,
  type Rewritten,
  type Selection,
  type Unwanted,
} from '@mesh/lake';
import type { DatasetParts } from './dataset-parts.js';
import type { DatasetWriter } from './dataset-writer.js';
import type { Manifest } from './manifest/manifest.js';
import type { ActiveReads } from './reading/active-reads.js';
import { countRows } from './reading/count.js';
import { exportRows } from './reading/export.js';
import { measureRows } from './reading/measure.js';
import { readPage } from './reading/page.js';

/** What a reader meets whose files were replaced by another process. */
const MAY_BE_STALE: ReadonlySet<string> = new Set([LakeErrors.ENGINE_FAILED.code, LakeErrors.FILE_MISSING.code]);

/** One dataset: reads go by the manifest of the moment, changes through the writer, if this process has it. */
export class ParquetDataset implements Dataset {
  private closed = false;

  constructor(
    private readonly parts: DatasetParts,
    private readonly currentManifest: () => Promise<Manifest>,
    private readonly reads: ActiveReads,
    private readonly writer: DatasetWriter | undefined,
  ) {}

  get settings(): DatasetSettings {
    return this.parts.settings;
  }

  async land(landing: Landing): Promise<Landed> {
    return this.writing().land(landing);
  }

  async landedTo(stream: string): Promise<number> {
    return (await this.currentManifest()).next(stream);
  }

  page(selection: Selection, limit: number, cursor?: string): Promise<Page> {
    return this.read((manifest) => readPage({ selection, limit, cursor }, manifest, this.parts));
  }

  export(selection: Selection, format: 'parquet' | 'csv'): Promise<NodeJS.ReadableStream> {
    return this.read((manifest) => exportRows({ selection, format }, manifest, this.parts));
  }

  count(selection: Selection): Promise<number> {
    return this.read((manifest) => countRows(selection, manifest, this.parts));
  }

  async state(): Promise<DatasetState> {
    const manifest = await this.currentManifest();
    const rows = manifest.inOrder().reduce((sum, file) => sum + file.rows, 0);
    return { change: manifest.nextSeq - 1, rows };
  }

  measure(measures: readonly Measure[]): Promise<Measured> {
    return this.read((manifest) => measureRows(measures, manifest, this.parts));
  }

  async compact(): Promise<Compacted> {
    return this.writing().compact();
  }

  async rewriteWithout(unwanted: Unwanted): Promise<Rewritten> {
    return this.writing().rewriteWithout(unwanted);
  }

  async removeBefore(day: string): Promise<Expired> {
    return this.writing().removeBefore(day);
  }

  /** Finishes what is being written. */
  async close(): Promise<void> {
    this.closed = true;
    await this.writer?.close();
    await this.reads.drained();
    await this.parts.storage.close();
  }

  /** A reader beside a writing process may find a file replaced since it read the manifest: it looks again. */
  private read<T>(work: (manifest: Manifest) => Promise<T>): Promise<T> {
    return this.reads.run(async () => {
      if (this.closed) throw LakeErrors.CLOSED();
      const manifest = await this.currentManifest();
      try {
        return await work(manifest);
      } catch (error) {
        const mayBeStale = this.writer === undefined && error instanceof MeshError && MAY_BE_STALE.has(error.code);
        const now = mayBeStale ? await this.currentManifest() : manifest;
        if (now === manifest) throw error;
        return await work(now);
      }
    });
  }

  private writing(): DatasetWriter {
    if (this.writer === undefined) throw LakeErrors.READ_ONLY();
    return this.writer;
  }
}
