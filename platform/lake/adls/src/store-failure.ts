import type { MeshError } from '@mesh/product';
import { LakeErrors } from '@mesh/lake';

/** A refusal or failure of the store without its request, whose address may carry a signature. */
export class StoreFailure extends Error {
  constructor(
    /** Of the answer; 0 when there was none. */
    readonly status: number,
    /** The service's error code, or the class of a failure without an answer. */
    readonly code: string,
    readonly requestId: string | undefined,
  ) {
    super(`the store answered ${status} ${code}`);
  }

  /** Whether a lease says that another is the writer, or that nobody is. */
  get isAboutLease(): boolean {
    return this.code.startsWith('Lease');
  }

  /** The failure as the lake tells it. */
  toLakeError(): MeshError {
    const meta = {
      status: this.status,
      code: this.code,
      ...(this.requestId !== undefined && { requestId: this.requestId }),
    };
    const isRefused =
      this.status === 401 || this.status === 403 || /Authentication|CredentialUnavailable/.test(this.code);
    return isRefused ? LakeErrors.STORE_REFUSED(meta) : LakeErrors.STORE_UNAVAILABLE(meta);
  }
}

interface SdkError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly details?: { readonly errorCode?: unknown };
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

/** What is worth keeping of an error of the client library. */
export function storeFailure(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const { name, code, statusCode, details, response } = (error ?? {}) as SdkError;
  const named = [response?.headers?.get('x-ms-error-code'), details?.errorCode, code, name].find(isCode);
  const requestId = response?.headers?.get('x-ms-request-id');
  return new StoreFailure(typeof statusCode === 'number' ? statusCode : 0, named ?? 'Unknown', requestId);
}

const isCode = (value: unknown): value is string => typeof value === 'string' && /^\w{1,80}$/.test(value);
