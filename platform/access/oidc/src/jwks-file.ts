import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { JSONWebKeySet } from 'jose';

/** The issuer's public keys as last seen, kept so that a service starts while the issuer is away. */
export class JwksFile {
  constructor(
    private readonly path: string,
    private readonly issuer: string,
  ) {}

  /** The kept keys; none when the file is absent, damaged, another issuer's, or writable by others. */
  async read(): Promise<JSONWebKeySet | undefined> {
    try {
      const { mode } = await stat(this.path);
      if (process.platform !== 'win32' && (mode & 0o022) !== 0) return undefined;
      const kept = JSON.parse(await readFile(this.path, 'utf8')) as { issuer?: unknown; keys?: unknown };
      return kept.issuer === this.issuer && Array.isArray(kept.keys) ? { keys: kept.keys } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Replaces the kept keys in one step, readable by the owner only. */
  async write({ keys }: JSONWebKeySet): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const draft = `${this.path}.${randomUUID()}`;
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(JSON.stringify({ issuer: this.issuer, keys }, null, 2));
        await file.sync();
      } finally {
        await file.close();
      }
      await chmod(draft, 0o600);
      await rename(draft, this.path);
    } catch (failure) {
      await rm(draft, { force: true });
      throw failure;
    }
  }
}
