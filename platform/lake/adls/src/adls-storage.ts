import { createHash, randomBytes } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { LakeErrors } from '@mesh/lake';
import type { DatasetStorage, FileRecord, LakeAccess, Pinned, Scratch } from '@mesh/lake-engine';
import type { AdlsFiles } from './adls-files.js';
import { AdlsManifest } from './adls-manifest.js';
import type { FileCache } from './file-cache.js';
import { storeFailure, type StoreFailure } from './store-failure.js';
import { upload, withSource } from './upload.js';
import { WriterLease, type LeaseSettings } from './writer-lease.js';

export interface AdlsStorageParts {
  readonly files: AdlsFiles;
  readonly cache: FileCache;
  readonly scratch: Scratch;
  readonly lease: LeaseSettings;
  readonly silenceMs: number;
  readonly pinnedBytes: number;
}

/** Bytes that a page may fetch beyond what it needs. */
const SPARE_BYTES = 4_194_304;

/** The files of a dataset in the store: drafts are made on this disk and uploaded, reading goes through the cache. */
export class AdlsStorage implements DatasetStorage {
  readonly spareBytes = SPARE_BYTES;
  readonly publishing = 4;
  readonly mark = `-${randomBytes(4).toString('hex')}`;

  private constructor(
    private readonly folder: string,
    private readonly parts: AdlsStorageParts,
    readonly manifest: AdlsManifest,
    private readonly lease: WriterLease | undefined,
  ) {}

  static async open(folder: string, access: LakeAccess, parts: AdlsStorageParts): Promise<AdlsStorage> {
    const { files, silenceMs } = parts;
    const path = `${folder}/manifest.jsonl`;
    if (access === 'read')
      return new AdlsStorage(folder, parts, new AdlsManifest(path, files, { silenceMs }), undefined);
    await AdlsManifest.create(path, files);
    const lease = await WriterLease.take(path, files, parts.lease);
    return new AdlsStorage(folder, parts, new AdlsManifest(path, files, { silenceMs, lease }), lease);
  }

  get pinnedBytes(): number {
    return this.parts.pinnedBytes;
  }

  draft(): Promise<string> {
    return Promise.resolve(this.parts.scratch.path('draft'));
  }

  async publish(path: string, draft: string): Promise<{ bytes: number; sha256: string }> {
    const [full, temporary] = [this.full(path), `${this.full(path)}.tmp`];
    const { files, cache } = this.parts;
    const { size: bytes } = await stat(draft);
    const sha256 = await withSource(draft, async (source) => {
      const hash = createHash('sha256');
      for (let at = 0; at < bytes; at += 1_048_576) hash.update(await source.read(at, Math.min(1_048_576, bytes - at)));
      this.lease?.ensure();
      await upload(source, temporary, files);
      return hash.digest('hex');
    }).catch(rethrow);
    this.lease?.ensure();
    await files.rename(temporary, full, { ifNoneMatch: '*' }).catch(async (failure: StoreFailure) => {
      // A repeated request finds that the first one, whose answer got lost, has moved it; nobody else has that name.
      const isMoved = (await files.properties(full).catch(rethrow))?.bytes === bytes;
      if (!isMoved || (await files.properties(temporary).catch(rethrow)) !== undefined) throw failure.toLakeError();
    });
    await cache.adopt({ path: full, bytes }, draft);
    return { bytes, sha256 };
  }

  async discard(path: string, draft: string): Promise<void> {
    await rm(draft, { force: true });
    await this.parts.files.remove(`${this.full(path)}.tmp`).catch(rethrow);
    await this.remove(path);
  }

  async remove(path: string): Promise<void> {
    const full = this.full(path);
    await this.parts.cache.forget((cached) => cached === full);
    await this.parts.files.remove(full).catch(rethrow);
  }

  async removeDay(day: string): Promise<void> {
    await this.parts.files.remove(this.full(`day=${day}`)).catch(rethrow);
  }

  async list(): Promise<readonly string[]> {
    const found = await this.parts.files.list(this.folder).catch(rethrow);
    return found.map((path) => path.slice(this.folder.length + 1)).filter((path) => path.startsWith('day='));
  }

  pin(records: readonly FileRecord[]): Promise<Pinned> {
    return this.parts.cache.pin(records.map((record) => ({ ...record, path: this.full(record.path) })));
  }

  async forget(isNamed: (path: string) => boolean): Promise<void> {
    const below = `${this.folder}/`;
    await this.parts.cache.forget((path) => path.startsWith(below) && !isNamed(path.slice(below.length)));
  }

  async close(): Promise<void> {
    await this.lease?.release();
    await this.forget(() => false);
  }

  private full(path: string): string {
    return `${this.folder}/${path}`;
  }
}

/** Brings a file of the lake to a place on this disk, and makes sure that it is the one that the manifest names. */
export async function fetchFile(
  { path, bytes, sha256 }: { readonly path: string; readonly bytes: number; readonly sha256: string },
  place: string,
  fetch: (take: (chunk: Buffer) => Promise<void>) => Promise<unknown>,
): Promise<void> {
  const hash = createHash('sha256');
  let found = 0;
  const file = await open(place, 'wx', 0o600);
  try {
    await fetch(async (chunk) => {
      found += chunk.length;
      if (found > bytes) throw LakeErrors.FILE_DAMAGED({ file: path });
      hash.update(chunk);
      await file.writeFile(chunk);
    });
  } catch (error) {
    const failure = storeFailure(error);
    if (failure.status === 404) throw LakeErrors.FILE_MISSING({ file: path });
    throw error === failure ? failure.toLakeError() : error;
  } finally {
    await file.close();
  }
  if (found !== bytes || hash.digest('hex') !== sha256) throw LakeErrors.FILE_DAMAGED({ file: path });
}

function rethrow(error: unknown): never {
  const failure = storeFailure(error);
  throw error === failure ? failure.toLakeError() : error;
}
