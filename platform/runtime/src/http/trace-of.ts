import type { FastifyRequest } from 'fastify';
import { continueTrace, type TraceContext } from './trace-context.js';

const TRACE = Symbol('trace');

/** A request that remembers its trace; a property, since a weak map of short-lived keys weighs on the collector. */
interface TracedRequest extends FastifyRequest {
  [TRACE]?: TraceContext;
}

/** The trace that a request belongs to, decided once. */
export function traceOf(request: TracedRequest): TraceContext {
  return (request[TRACE] ??= continueTrace(request.headers['traceparent']));
}
