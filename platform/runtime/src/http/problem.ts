import { ERROR_KINDS, MeshError } from '@mesh/product';
import { RuntimeErrors } from '../runtime.errors.js';

/** An error as HTTP shows it: RFC 9457. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
  readonly [extension: string]: unknown;
}

export const PROBLEM_JSON = 'application/problem+json';

/** Renders an error for HTTP; `instance` is the trace id, the fields of `errors` are named and never quoted. */
export function toProblem(error: MeshError, traceId: string): Problem {
  return {
    ...error.meta,
    type: `urn:mesh:error:${error.code}`,
    title: error.spec.title,
    status: error.status,
    code: error.code,
    detail: error.spec.fix,
    instance: `urn:trace:${traceId}`,
  };
}

const BY_FASTIFY_CODE: Readonly<Record<string, () => MeshError>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => RuntimeErrors.MEDIA_TYPE_UNSUPPORTED(),
  FST_ERR_CTP_BODY_TOO_LARGE: () => RuntimeErrors.BODY_TOO_LARGE(),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => RuntimeErrors.BODY_NOT_JSON(),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => RuntimeErrors.REQUEST_MALFORMED(),
  FST_ERR_CTP_INVALID_JSON_BODY: () => RuntimeErrors.BODY_NOT_JSON(),
};

/** Finds the row of the table that an error of any origin belongs to; what has no row is a fault. */
export function toMeshError(error: unknown): MeshError {
  if (error instanceof MeshError) return error;
  const { code, status, statusCode, cause } = (error ?? {}) as Record<string, unknown>;
  const known = typeof code === 'string' ? BY_FASTIFY_CODE[code] : undefined;
  if (known) return known();
  // Nest wraps what Fastify or a parser of ours raised before the handler was reached.
  if (cause instanceof Error && (cause instanceof MeshError || 'code' in cause)) return toMeshError(cause);
  const http = statusCode ?? status;
  if (http === 404) return RuntimeErrors.ROUTE_UNKNOWN();
  if (typeof http === 'number' && http >= 400 && http < 500) return RuntimeErrors.REQUEST_MALFORMED();
  return RuntimeErrors.UNEXPECTED({}, { cause: error });
}

/** Seconds after which a retryable error is worth another try: as it says itself, or soon. */
export function retryAfterSeconds(error: MeshError): number | undefined {
  const { retryAfterSeconds: said } = error.meta;
  return ERROR_KINDS[error.spec.kind].retryable ? (typeof said === 'number' ? said : 1) : undefined;
}
