import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { ModelsErrors } from './models.errors.js';

/** A file of a model may have 64 MiB. */
export const MAX_ARTIFACT_BYTES = 64 * 1024 * 1024;

const SHA256 = /^[0-9a-f]{64}$/;

/** Lower-case hex SHA-256. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Files by their content below one folder: written whole or not at all, durable when acknowledged, verified when read. */
export class ArtifactStore {
  constructor(private readonly folder: string) {}

  /** Stores the bytes, again where the stored ones are damaged; resolves to their hash. Throws MODELS.ARTIFACT_TOO_LARGE. */
  async put(bytes: Uint8Array): Promise<string> {
    if (bytes.byteLength > MAX_ARTIFACT_BYTES) throw ModelsErrors.ARTIFACT_TOO_LARGE();
    const sha256 = sha256Of(bytes);
    const stored = await this.read(sha256);
    if (stored === undefined || sha256Of(stored) !== sha256) await this.write(this.path(sha256), bytes);
    return sha256;
  }

  /** The bytes of this hash; throws MODELS.ARTIFACT_DAMAGED when the file is not what it was. */
  async get(sha256: string): Promise<Uint8Array | undefined> {
    const bytes = SHA256.test(sha256) ? await this.read(sha256) : undefined;
    if (bytes !== undefined && sha256Of(bytes) !== sha256) throw ModelsErrors.ARTIFACT_DAMAGED();
    return bytes;
  }

  private path(sha256: string): string {
    return join(this.folder, 'sha256', sha256.slice(0, 2), sha256);
  }

  private async read(sha256: string): Promise<Uint8Array | undefined> {
    return readFile(this.path(sha256)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  }

  private async write(path: string, bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${randomUUID()}.tmp`;
    try {
      await synced(unfinished, 'wx', (file) => file.writeFile(bytes));
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    // The name is durable only once its folders are.
    await synced(dirname(path), 'r');
    await synced(dirname(dirname(path)), 'r');
  }
}

type File = Awaited<ReturnType<typeof open>>;

async function synced(path: string, flags: string, write?: (file: File) => Promise<void>): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await write?.(file);
    await file.sync();
  } finally {
    await file.close();
  }
}
