import { LakeErrors } from '@mesh/lake';
import type { ManifestStorage } from '@mesh/lake-engine';
import type { AdlsFiles, Properties, When } from './adls-files.js';
import { download } from './download.js';
import { storeFailure, type StoreFailure } from './store-failure.js';
import { upload, withSource } from './upload.js';
import type { WriterLease } from './writer-lease.js';

const MAX_FENCES = 3;

/**
 * The manifest as a file in the store. A line becomes part of it by one flush that names the ETag of before and the
 * lease: of two who think that they are the writer, one wins. After an answer that got lost, the file itself tells.
 */
export class AdlsManifest implements ManifestStorage {
  private known: Properties = { etag: '', bytes: 0 };

  constructor(
    private readonly path: string,
    private readonly files: AdlsFiles,
    private readonly settings: { readonly silenceMs: number; readonly lease?: WriterLease },
  ) {}

  /** Makes the file when it is missing. */
  static async create(path: string, files: AdlsFiles): Promise<void> {
    await files.create(path, { ifNoneMatch: '*' }).catch((failure: StoreFailure) => {
      if (failure.status !== 409 && failure.status !== 412) throw failure.toLakeError();
    });
  }

  read(): Promise<{ content: Buffer; version: string }> {
    return this.told(async () => {
      if (this.settings.lease !== undefined) await this.fence();
      const chunks: Buffer[] = [];
      const { files } = this;
      const version = await download(this.path, (bytes) => void chunks.push(bytes), { files, ...this.settings }).catch(
        (failure: StoreFailure) => {
          if (failure.status === 404 && this.settings.lease === undefined) return '';
          throw failure;
        },
      );
      return { content: Buffer.concat(chunks), version };
    });
  }

  version(): Promise<string> {
    return this.told(async () => (await this.files.properties(this.path))?.etag ?? '');
  }

  async append(text: string, at: number): Promise<void> {
    const lease = this.writing();
    lease.ensure();
    if (at !== this.known.bytes) throw LakeErrors.WRITE_FAILED({ at: 'manifest' });
    const body = Buffer.from(text);
    try {
      await this.files.append(this.path, at, body, { leaseId: lease.id });
      const etag = await this.files.flush(this.path, at + body.length, this.ifMine());
      this.known = { etag, bytes: at + body.length };
    } catch (error) {
      const failure = storeFailure(error);
      if (await this.endsWith(body, at)) return;
      // Neither the lease nor the ETag is another's unless another has written.
      if (!failure.isAboutLease && failure.status !== 412) throw failure.toLakeError();
      lease.lost();
      throw LakeErrors.WRITER_LOST();
    }
  }

  /** What was appended and not flushed goes; flushed bytes that do not belong there are left out of a new file. */
  async truncate(bytes: number): Promise<void> {
    const stored = await this.files.properties(this.path);
    if (stored?.bytes === bytes) return this.told(() => this.fence());
    const { content } = await this.read();
    if (content.length < bytes || !(await this.replace(content.toString('utf8', 0, bytes))))
      throw LakeErrors.WRITE_FAILED({ at: 'manifest' });
  }

  async replace(text: string): Promise<boolean> {
    const lease = this.writing();
    lease.ensure();
    const temporary = `${this.path}.tmp`;
    const body = Buffer.from(text);
    try {
      await withSource(body, (source) => upload(source, temporary, this.files));
      await this.files.rename(temporary, this.path, this.ifMine());
    } catch (error) {
      if (storeFailure(error).isAboutLease) lease.lost();
      if (!(await this.isReplaced(body))) return false;
    }
    // The overwritten file's lease went with it.
    await lease.again();
    await this.fence();
    return true;
  }

  /** Wins back the right to write. */
  regain(): Promise<boolean> {
    return this.writing().regain();
  }

  /** Drops what a former writer has appended and not flushed, and makes its ETag a former one. */
  private async fence(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const stored = await this.files.properties(this.path);
      if (stored === undefined) throw LakeErrors.WRITE_FAILED({ at: 'manifest' });
      this.known = stored;
      try {
        this.known = { etag: await this.files.flush(this.path, stored.bytes, this.ifMine()), bytes: stored.bytes };
        return;
      } catch (error) {
        const failure = storeFailure(error);
        // A store may find that there is nothing to flush; then there is nothing to drop either.
        if (failure.status === 400) return;
        // The holder of the lease meets another ETag when the answer to its own flush got lost.
        if (failure.status !== 412 || failure.isAboutLease || tries === MAX_FENCES) throw failure;
      }
    }
  }

  /** Whether a line whose flush went wrong is the end of the file all the same. */
  private async endsWith(line: Buffer, at: number): Promise<boolean> {
    const stored = await this.files.properties(this.path);
    if (stored?.bytes !== at + line.length || stored.etag === this.known.etag) return false;
    const { content, etag } = await this.content();
    if (!content.subarray(at).equals(line)) return false;
    this.known = { etag, bytes: content.length };
    return true;
  }

  /** Whether a rename that went wrong has happened all the same; throws when that cannot be told. */
  private async isReplaced(body: Buffer): Promise<boolean> {
    const stored = await this.files.properties(this.path);
    if (stored === undefined) throw LakeErrors.WRITE_FAILED({ at: 'manifest' });
    if (stored.etag === this.known.etag && stored.bytes === this.known.bytes) {
      await this.files.remove(`${this.path}.tmp`).catch(() => undefined);
      return false;
    }
    if ((await this.content()).content.equals(body)) return true;
    throw LakeErrors.WRITE_FAILED({ at: 'manifest' });
  }

  private async content(): Promise<{ content: Buffer; etag: string }> {
    const chunks: Buffer[] = [];
    const { files } = this;
    const etag = await download(this.path, (bytes) => void chunks.push(bytes), { files, ...this.settings });
    return { content: Buffer.concat(chunks), etag };
  }

  private ifMine(): When {
    return { ifMatch: this.known.etag, leaseId: this.writing().id };
  }

  private writing(): WriterLease {
    if (this.settings.lease === undefined) throw LakeErrors.READ_ONLY();
    return this.settings.lease;
  }

  private async told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const failure = storeFailure(error);
      if (failure.isAboutLease) this.settings.lease?.lost();
      throw error === failure ? failure.toLakeError() : error;
    }
  }
}
