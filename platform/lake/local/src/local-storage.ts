import { readdir, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DatasetStorage, Engine, LakeAccess, Pinned } from '@mesh/lake-engine';
import { createFolder, sha256Of, type DurableFiles } from './durable-files.js';
import { LocalManifest } from './local-manifest.js';
import { lockForWriting, type WriterLock } from './writer-lock.js';

/** The files of a dataset in a folder on disk: drafts lie beside their names, and reading needs no copy. */
export class LocalStorage implements DatasetStorage {
  readonly publishing = 1;
  readonly mark = '';

  private constructor(
    private readonly folder: string,
    private readonly files: DurableFiles,
    readonly manifest: LocalManifest,
    private readonly lock: WriterLock | undefined,
    readonly pinnedBytes: number,
  ) {}

  static async open(
    folder: string,
    access: LakeAccess,
    parts: { readonly files: DurableFiles; readonly engine: Engine; readonly pinnedBytes: number },
  ): Promise<LocalStorage> {
    const { files, engine, pinnedBytes } = parts;
    const manifest = new LocalManifest(join(folder, 'manifest.jsonl'), files);
    if (access === 'read') return new LocalStorage(folder, files, manifest, undefined, pinnedBytes);
    await createFolder(folder, files);
    const lock = await lockForWriting(folder, engine);
    try {
      await manifest.clear();
      return new LocalStorage(folder, files, manifest, lock, pinnedBytes);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  get spareBytes(): number {
    return this.pinnedBytes;
  }

  async draft(path: string): Promise<string> {
    const full = join(this.folder, path);
    await createFolder(dirname(full), this.files);
    return `${full}.tmp`;
  }

  async publish(path: string, draft: string): Promise<{ bytes: number; sha256: string }> {
    const full = join(this.folder, path);
    await this.files.sync(draft);
    const sha256 = await sha256Of(draft);
    const { size } = await stat(draft);
    await this.files.rename(draft, full);
    await this.files.syncFolder(dirname(full));
    return { bytes: size, sha256 };
  }

  async discard(path: string, draft: string): Promise<void> {
    await this.files.remove(draft);
    await this.remove(path);
  }

  remove(path: string): Promise<void> {
    return this.files.remove(join(this.folder, path));
  }

  async removeDay(day: string): Promise<void> {
    await rmdir(join(this.folder, `day=${day}`));
  }

  async list(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const entry of await readdir(this.folder, { withFileTypes: true })) {
      if (!entry.isDirectory() || !entry.name.startsWith('day=')) continue;
      for (const name of await readdir(join(this.folder, entry.name))) found.push(`${entry.name}/${name}`);
    }
    return found;
  }

  pin(files: readonly { readonly path: string }[]): Promise<Pinned> {
    return Promise.resolve({ paths: files.map(({ path }) => join(this.folder, path)), release: () => undefined });
  }

  async close(): Promise<void> {
    await this.lock?.release();
  }
}
