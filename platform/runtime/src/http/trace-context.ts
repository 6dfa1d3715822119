import { pooledRandomHex } from './random-pool.js';

/** W3C Trace Context, level 1: version 00 of the traceparent header. */
export interface TraceContext {
  readonly traceId: string;
  readonly traceparent: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
/** Goes on with the caller's trace, or begins one where there is none or it is malformed. */
export function continueTrace(header: string | string[] | undefined): TraceContext {
  const parts = typeof header === 'string' ? TRACEPARENT.exec(header) : null;
  const known = parts !== null && !isZero(parts[1]) && !isZero(parts[2]) ? parts[1] : undefined;
  const traceId = known ?? pooledRandomHex(16);
  return {
    traceId,
    traceparent: `00-${traceId}-${pooledRandomHex(8)}-${known === undefined ? '01' : parts?.[3]}`,
  };
}

const isZero = (hex: string | undefined): boolean => /^0+$/.test(hex ?? '0');
