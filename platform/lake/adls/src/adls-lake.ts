import { mkdir, realpath } from 'node:fs/promises';
import { Agent } from 'node:https';
import { LakeErrors } from '@mesh/lake';
import { Engine, ParquetLake, Scratch } from '@mesh/lake-engine';
import { adlsAddress } from './adls-address.js';
import type { AdlsCredential } from './adls-credential.js';
import { AdlsStorage, fetchFile } from './adls-storage.js';
import { download } from './download.js';
import { FileCache, type Cacheable } from './file-cache.js';
import type { RetrySettings } from './retrying.js';

export interface AdlsLakeSettings {
  /** `https://<account>.dfs.core.windows.net/<file system>[/<folder>]`, without a signature. */
  readonly url: string;
  readonly credential: AdlsCredential;
  /** Folder on this disk for drafts, copies and spilled memory; created, for this user alone, when it is missing. */
  readonly scratch: string;
  /** `read` takes no lease and may be used beside a process that writes. Default `write`. */
  readonly access?: 'read' | 'write';
  /** Bytes of copies on this disk at most. Default 1 GiB; at least 128 MiB, twice the largest file the lake folds. */
  readonly cacheBytes?: number;
  /** 15 to 60: how long a writer that died keeps others out. Default 30. */
  readonly leaseSeconds?: number;
  /** How long opening a dataset waits for the lease of a predecessor. Default: the lease and five seconds. */
  readonly waitForWriterMs?: number;
  /** Default: 5 tries, 30 s for an answer, pauses from 0.2 s to 10 s. */
  readonly retry?: Partial<RetrySettings>;
  /** A deadline for one operation of the store with all its repetitions. Default 120 s. */
  readonly operationTimeoutMs?: number;
  /** A download that brings nothing for so long starts anew where it was. Default 20 s. */
  readonly silenceMs?: number;
  /** PEM of who signed the store's certificate, when it is no public authority. */
  readonly certificateAuthority?: string;
  /** Memory of the query engine. Default 256MB. */
  readonly memoryLimit?: string;
  /** Threads of the query engine. Default 2. */
  readonly threads?: number;
  /** Deadline of a page, a count and a landing in the engine. Default 30 s. */
  readonly sqlTimeoutMs?: number;
  readonly now?: () => Date;
}

const RETRY: RetrySettings = { tries: 5, answerTimeoutMs: 30_000, pauseMs: 200, longestPauseMs: 10_000 };
const GIB = 1_073_741_824;
/** Twice the largest file that the lake folds. */
export const SMALLEST_CACHE_BYTES = 134_217_728;
/** How long a reader waits for room in the cache. */
const MAX_WAIT_MS = 30_000;

/** The lake on Azure Data Lake Storage Gen2: the files lie in the store, the engine works on copies in a bounded cache. */
export class AdlsLake extends ParquetLake {
  static async open(settings: AdlsLakeSettings): Promise<AdlsLake> {
    const { access = 'write', sqlTimeoutMs = 30_000, now = () => new Date(), silenceMs = 20_000 } = settings;
    const { cacheBytes = GIB, leaseSeconds = 30, memoryLimit = '256MB', threads = 2 } = settings;
    const address = adlsAddress(settings.url);
    if (address === undefined) throw LakeErrors.SETTINGS_INVALID({ rule: 'url' });
    if (cacheBytes < SMALLEST_CACHE_BYTES) throw LakeErrors.SETTINGS_INVALID({ rule: 'cacheBytes' });
    // Here and not above: whoever keeps the lake on disk does not wait for the client library to load.
    const { AdlsFiles } = await import('./adls-files.js');
    const files = new AdlsFiles({
      fileSystemUrl: address.fileSystemUrl,
      credential: settings.credential,
      retry: { ...RETRY, ...agentFor(settings), ...settings.retry },
      operationTimeoutMs: settings.operationTimeoutMs ?? 120_000,
    });
    await mkdir(settings.scratch, { recursive: true, mode: 0o700 });
    const root = await realpath(settings.scratch);
    const scratch = await Scratch.open(root);
    const engine = await Engine.open({ root, spillFolder: scratch.folder, memoryLimit, threads });
    const cache = new FileCache({
      capacity: cacheBytes,
      place: () => scratch.path('copy'),
      fetch: (file, place) =>
        fetchFile(file as Cacheable & { sha256: string }, place, (take) =>
          download(file.path, take, { files, silenceMs }),
        ),
      maxWaitMs: MAX_WAIT_MS,
    });
    const lease = { seconds: leaseSeconds, waitMs: settings.waitForWriterMs ?? (leaseSeconds + 5) * 1_000 };
    // A quarter: three queries and a compaction can hold their files at the same time.
    const parts = { files, cache, scratch, lease, silenceMs, pinnedBytes: Math.floor(cacheBytes / 4) };
    const below = address.folder === '' ? '' : `${address.folder}/`;
    const storageOf = (path: string, wanted: 'read' | 'write') => AdlsStorage.open(`${below}${path}`, wanted, parts);
    return new AdlsLake({ access, sqlTimeoutMs, now, engine, scratch, storageOf });
  }
}

const agentFor = ({ certificateAuthority: ca }: AdlsLakeSettings): Partial<RetrySettings> =>
  ca === undefined ? {} : { agent: new Agent({ ca, keepAlive: true }) };
