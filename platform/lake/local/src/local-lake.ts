import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine, ParquetLake, Scratch } from '@mesh/lake-engine';
import { diskFiles, type DurableFiles } from './durable-files.js';
import { LocalStorage } from './local-storage.js';

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
  /** Bytes of files that one query opens at most; what needs more is gathered group by group. Default: no limit. */
  readonly pinnedBytes?: number;
  readonly now?: () => Date;
  /** The file operations; replaced in tests that die between two of them. */
  readonly files?: DurableFiles;
}

/** The lake on local disk: each dataset is a folder, and what the manifest names is read where it lies. */
export class LocalLake extends ParquetLake {
  static async open(settings: LocalLakeSettings): Promise<LocalLake> {
    const { access = 'write', sqlTimeoutMs = 30_000, now = () => new Date(), files = diskFiles } = settings;
    const { memoryLimit = '256MB', threads = 2, pinnedBytes = Number.POSITIVE_INFINITY } = settings;
    await mkdir(settings.root, { recursive: true, mode: 0o700 });
    const root = await realpath(settings.root);
    const scratch = await Scratch.open(root);
    const engine = await Engine.open({ root, spillFolder: scratch.folder, memoryLimit, threads });
    return new LocalLake({
      access,
      sqlTimeoutMs,
      now,
      engine,
      scratch,
      storageOf: (path, wanted) => LocalStorage.open(join(root, path), wanted, { files, engine, pinnedBytes }),
    });
  }
}
