import type { FastifyRequest } from 'fastify';
import { continueTrace, type TraceContext } from './trace-context.js';

const traces = new WeakMap<object, TraceContext>();

/** The trace that a request belongs to, decided once. */
export function traceOf(request: FastifyRequest): TraceContext {
  let trace = traces.get(request.raw);
  if (trace === undefined) traces.set(request.raw, (trace = continueTrace(request.headers['traceparent'])));
  return trace;
}
