import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ManifestStorage } from '@mesh/lake-engine';
import type { DurableFiles } from './durable-files.js';

/** The manifest as a file on disk. */
export class LocalManifest implements ManifestStorage {
  constructor(
    private readonly path: string,
    private readonly files: DurableFiles,
  ) {}

  async read(): Promise<{ content: Buffer; version: string }> {
    const version = await this.version();
    const content = await readFile(this.path).catch(ifMissing(Buffer.alloc(0)));
    return { content, version };
  }

  async version(): Promise<string> {
    const found = await stat(this.path, { bigint: true }).catch(ifMissing(undefined));
    return found === undefined ? '' : `${found.ino}/${found.size}/${found.mtimeNs}`;
  }

  async append(text: string, at: number): Promise<void> {
    await this.files.append(this.path, text);
    if (at === 0) await this.files.syncFolder(dirname(this.path));
  }

  truncate(bytes: number): Promise<void> {
    return this.files.truncate(this.path, bytes);
  }

  async replace(text: string): Promise<boolean> {
    try {
      await this.files.write(this.temporary, text);
      await this.files.rename(this.temporary, this.path);
    } catch {
      return false;
    }
    await this.files.syncFolder(dirname(this.path));
    return true;
  }

  /** Removes what a crash left of a rewriting. */
  clear(): Promise<void> {
    return this.files.remove(this.temporary);
  }

  private get temporary(): string {
    return `${this.path}.tmp`;
  }
}

const ifMissing =
  <T>(nothing: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return nothing;
    throw error;
  };
