import { randomBytes } from 'node:crypto';

/** W3C Trace Context, level 1: version 00 of the traceparent header. */
export interface TraceContext {
  readonly traceId: string;
  readonly traceparent: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const POOL_BYTES = 24 * 256;

let pool = Buffer.alloc(0);
let used = 0;

/** Random hex from a pool: one call into the kernel for 256 requests. */
function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    pool = randomBytes(POOL_BYTES);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}

/** Goes on with the caller's trace, or begins one where there is none or it is malformed. */
export function continueTrace(header: string | string[] | undefined): TraceContext {
  const parts = typeof header === 'string' ? TRACEPARENT.exec(header) : null;
  const known = parts !== null && !/^0+$/.test(parts[1] as string) ? (parts[1] as string) : undefined;
  const traceId = known ?? randomHex(16);
  return { traceId, traceparent: `00-${traceId}-${randomHex(8)}-${known === undefined ? '01' : parts?.[3]}` };
}
