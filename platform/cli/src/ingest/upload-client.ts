import { setTimeout as wait } from 'node:timers/promises';
import { MeshError } from '@mesh/product';
import type { UploadTerms } from '@mesh/ingest';
import { CliErrors } from '../cli.errors.js';
import type { MeshClient, ServiceRequest } from '../mesh/mesh-client.js';
import { ServiceRefusal } from '../mesh/problem.js';
import type { Part } from './part-source.js';

/** How far an upload is, as the service says. */
export interface UploadState {
  readonly upload: string;
  readonly accepted: number;
  readonly repeated: number;
  readonly rejected: number;
  readonly rejects: readonly {
    readonly line: number;
    readonly pointer: string;
    readonly rule: string;
    readonly reason: string;
  }[];
  readonly rejectsAt: string;
  readonly complete: boolean;
  readonly offset: number;
  readonly line: number;
}

/** One refused row, with all its places. */
export interface Rejection {
  readonly line: number;
  readonly pointer: string | null;
  readonly rule: string;
  readonly reason: string;
  readonly pointers: string | null;
}

/** Where uploads go. */
export interface UploadAddress {
  readonly service: string;
  /** Of the input port, below the address of the service. */
  readonly path: string;
  readonly upload: string;
}

const PART_TIMEOUT_MS = 120_000;
/** A service that was killed is up again within a minute or two. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = { first: 200, longest: 3_000 };
/** Answers after which the state decides how to go on: the service is away or full, or another part was the last. */
const WORTH_ANOTHER_TRY = new Set([408, 409, 429, 500, 502, 503, 504]);
const FINAL_CODES = new Set(['INGEST.UPLOAD_DIFFERENT', 'INGEST.TOO_MANY_UPLOADS']);

/** Speaks with one upload: each call outlasts a service that is restarted meanwhile. */
export class UploadClient {
  constructor(
    private readonly client: MeshClient,
    private readonly address: UploadAddress,
    private readonly onWaiting: () => void = () => undefined,
  ) {}

  begin(terms: UploadTerms): Promise<UploadState> {
    return this.patiently(() => this.call({ method: 'PUT', body: terms }));
  }

  /** Sends what is at the place; after a failure, tells where the upload stands instead. */
  async send(offset: number, { bytes, isLast }: Part, type: string): Promise<UploadState> {
    const headers = { 'upload-offset': String(offset), 'upload-complete': isLast ? '?1' : '?0' };
    try {
      return await this.call({
        method: 'PATCH',
        content: { bytes, type },
        headers,
        timeoutMs: PART_TIMEOUT_MS,
      });
    } catch (failure) {
      if (!isWorthAnotherTry(failure)) throw failure;
      this.onWaiting();
      await wait(PAUSE_MS.first);
      return this.patiently(() => this.call({ method: 'GET' }));
    }
  }

  /** All rejections, page by page. */
  async *rejections(): AsyncGenerator<readonly Rejection[]> {
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? '' : `?cursor=${cursor}`;
      const page = await this.patiently(() =>
        this.call<{ rejects: readonly Rejection[]; next?: string }>({ method: 'GET' }, `/rejects${query}`),
      );
      yield page.rejects;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  private call<Answer = UploadState>(request: Omit<ServiceRequest, 'path' | 'service'>, below = ''): Promise<Answer> {
    const { service, path, upload } = this.address;
    return this.client.json<Answer>({ ...request, service, path: `${path}/uploads/${upload}${below}` });
  }

  private async patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const until = performance.now() + PATIENCE_MS;
    for (let pauseMs = PAUSE_MS.first; ; pauseMs = Math.min(PAUSE_MS.longest, pauseMs * 2)) {
      try {
        return await ask();
      } catch (failure) {
        if (!isWorthAnotherTry(failure) || performance.now() + pauseMs > until) throw failure;
        this.onWaiting();
        await wait(pauseMs);
      }
    }
  }
}

function isWorthAnotherTry(failure: unknown): boolean {
  if (failure instanceof ServiceRefusal) {
    const { status, code = '' } = failure.problem;
    return WORTH_ANOTHER_TRY.has(status) && !FINAL_CODES.has(code);
  }
  const passing: readonly string[] = [CliErrors.MESH_UNREACHABLE.code, CliErrors.ANSWER_LATE.code];
  return failure instanceof MeshError && passing.includes(failure.code);
}
