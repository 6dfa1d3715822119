import {
  AnonymousCredential,
  DataLakeFileSystemClient,
  newPipeline,
  type DataLakeFileClient,
} from '@azure/storage-file-datalake';
import type { AdlsCredential } from './adls-credential.js';
import { BodyChecksumFactory } from './body-checksum.js';
import { RetryingFactory, type RetrySettings } from './retrying.js';
import { storeFailure, type StoreFailure } from './store-failure.js';

/** What is known of a file. */
export interface Properties {
  readonly etag: string;
  readonly bytes: number;
}

/** Conditions that a change of a file may depend on. */
export interface When {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  readonly leaseId?: string;
}

export interface AdlsFilesSettings {
  readonly fileSystemUrl: string;
  readonly credential: AdlsCredential;
  readonly retry: RetrySettings;
  /** A deadline for an operation with all its repetitions. */
  readonly operationTimeoutMs: number;
}

/** The file operations of a file system as the lake needs them: by decoded path, each with a deadline, failing as `StoreFailure`. */
export class AdlsFiles {
  private readonly fileSystem: DataLakeFileSystemClient;

  constructor(private readonly settings: AdlsFilesSettings) {
    const { fileSystemUrl, credential, retry } = settings;
    const isSas = 'sas' in credential;
    const pipeline = newPipeline(isSas ? new AnonymousCredential() : credential, {
      retryOptions: { maxTries: 1 },
      userAgentOptions: { userAgentPrefix: 'cloudmedical-mesh' },
    });
    pipeline.factories.push(new RetryingFactory(retry), new BodyChecksumFactory());
    const url = isSas ? `${fileSystemUrl}?${credential.sas.replace(/^\?/, '')}` : fileSystemUrl;
    this.fileSystem = new DataLakeFileSystemClient(url, pipeline);
  }

  /** Undefined when there is no such file. */
  properties(path: string): Promise<Properties | undefined> {
    return this.missingAs(undefined, path, async (file, abortSignal) => {
      const { etag = '', contentLength = 0 } = await file.getProperties({ abortSignal });
      return { etag, bytes: contentLength };
    });
  }

  /** A range of a file; the stream fails when the connection ends early, and has no deadline of its own. */
  async read(
    path: string,
    from: number,
    { ifMatch, signal }: { readonly ifMatch?: string; readonly signal: AbortSignal },
  ): Promise<{ readonly body: NodeJS.ReadableStream; readonly etag: string }> {
    try {
      const { readableStreamBody, etag = '' } = await this.file(path).read(from, undefined, {
        conditions: conditionsOf({ ...(ifMatch !== undefined && { ifMatch }) }),
        maxRetryRequests: 0,
        abortSignal: signal,
      });
      if (readableStreamBody === undefined) throw new Error('an answer without a body');
      return { body: readableStreamBody, etag };
    } catch (error) {
      throw storeFailure(error);
    }
  }

  /** Makes an empty file in the place of one that may be there. */
  async create(path: string, when: When = {}): Promise<void> {
    await this.on(path, (file, abortSignal) => file.create({ conditions: conditionsOf(when), abortSignal }));
  }

  /** Sends bytes that become part of the file once they are flushed. */
  async append(path: string, at: number, body: Buffer, when: When = {}): Promise<void> {
    const conditions = conditionsOf(when);
    await this.on(path, (file, abortSignal) => file.append(body, at, body.length, { conditions, abortSignal }));
  }

  /** Makes all that was appended up to `to` part of the file, and drops what lies behind; returns the new ETag. */
  async flush(path: string, to: number, when: When = {}): Promise<string> {
    const { etag = '' } = await this.on(path, (file, abortSignal) =>
      file.flush(to, { conditions: conditionsOf(when), abortSignal }),
    );
    return etag;
  }

  /** Moves a file in one step; `when` is about the destination, whose parent must exist. */
  async rename(from: string, to: string, when: When): Promise<void> {
    // The client library takes the destination as the path of an address, and neither encodes it nor adds the account.
    const [, first = '', ...rest] = new URL(this.file(to).url).pathname.split('/');
    await this.on(from, (file, abortSignal) =>
      file.move(first, rest.join('/'), { destinationConditions: conditionsOf(when), abortSignal }),
    );
  }

  async remove(path: string): Promise<void> {
    await this.missingAs(undefined, path, (file, abortSignal) => file.delete(false, { abortSignal }));
  }

  /** The files below a folder, however many, with their paths in the file system. */
  async list(folder: string): Promise<readonly string[]> {
    const found: string[] = [];
    try {
      const abortSignal = AbortSignal.timeout(this.settings.operationTimeoutMs);
      for await (const { name, isDirectory } of this.fileSystem.listPaths({
        path: folder,
        recursive: true,
        abortSignal,
      }))
        if (name !== undefined && isDirectory !== true) found.push(name);
      return found;
    } catch (error) {
      const failure = storeFailure(error);
      if (failure.status === 404 && failure.code === 'PathNotFound') return [];
      throw failure;
    }
  }

  /** Takes, keeps or gives back the lease of a file. */
  async lease(
    path: string,
    id: string,
    action: 'renew' | 'release' | { readonly acquireSeconds: number },
  ): Promise<void> {
    await this.on(path, (file, abortSignal) => {
      const lease = file.getDataLakeLeaseClient(id);
      if (action === 'renew') return lease.renewLease({ abortSignal });
      if (action === 'release') return lease.releaseLease({ abortSignal });
      return lease.acquireLease(action.acquireSeconds, { abortSignal });
    });
  }

  private file(path: string): DataLakeFileClient {
    return this.fileSystem.getFileClient(path);
  }

  private async on<T>(path: string, work: (file: DataLakeFileClient, signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await work(this.file(path), AbortSignal.timeout(this.settings.operationTimeoutMs));
    } catch (error) {
      throw storeFailure(error);
    }
  }

  private missingAs<T, N>(
    nothing: N,
    path: string,
    work: (file: DataLakeFileClient, signal: AbortSignal) => Promise<T>,
  ): Promise<T | N> {
    return this.on(path, work).catch((failure: StoreFailure) => {
      if (failure.status === 404 && failure.code !== 'FilesystemNotFound' && failure.code !== 'ContainerNotFound')
        return nothing;
      throw failure;
    });
  }
}

const conditionsOf = ({ ifMatch, ifNoneMatch, leaseId }: When) => ({
  ...(ifMatch !== undefined && { ifMatch }),
  ...(ifNoneMatch !== undefined && { ifNoneMatch }),
  ...(leaseId !== undefined && { leaseId }),
});
