import { MeshError } from '@mesh/product';
import {
  LakeErrors,
  type Dataset,
  type DatasetSettings,
  type Landed,
  type Landing,
  type Measure,
  type Measured,
  type Page,
  type Selection,
} from '@mesh/lake';
import type { DatasetParts } from './dataset-parts.js';
import type { DatasetWriter } from './dataset-writer.js';
import type { Manifest } from './manifest/manifest.js';
import type { ActiveReads } from './reading/active-reads.js';
import { countRows } from './reading/count.js';
import { exportRows } from './reading/export.js';
import { measureRows } from './reading/measure.js';
import { readPage } from './reading/page.js';

/** One dataset on disk: reads go by the manifest of the moment, changes through the writer, if this process has it. */
export class LocalDataset implements Dataset {
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

  measure(measures: readonly Measure[]): Promise<Measured> {
    return this.read((manifest) => measureRows(measures, manifest, this.parts));
  }

  async compact(): Promise<void> {
    await this.writing().compact();
  }

  /** Finishes what is being written. */
  async close(): Promise<void> {
    await this.writer?.close();
    await this.reads.drained();
  }

  /** A reader beside a writing process may find a file replaced since it read the manifest: it looks again. */
  private read<T>(work: (manifest: Manifest) => Promise<T>): Promise<T> {
    return this.reads.run(async () => {
      const manifest = await this.currentManifest();
      try {
        return await work(manifest);
      } catch (error) {
        const mayBeStale =
          this.writer === undefined && error instanceof MeshError && error.code === LakeErrors.ENGINE_FAILED.code;
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
