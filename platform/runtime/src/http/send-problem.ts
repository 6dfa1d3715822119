import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MeshError } from '@mesh/product';
import { PROBLEM_JSON, retryAfterSeconds, toProblem } from './problem.js';
import { traceOf } from './trace-of.js';

/** Answers with an error: its problem, and the headers that belong to its status. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: MeshError): void {
  const { traceId, traceparent } = traceOf(request);
  const retryAfter = retryAfterSeconds(error);
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  // Node then reads the rest of a large body away; a connection cut instead would often cut off this answer too.
  if (error.status === 413) void reply.removeHeader('connection');
  if (error.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply
    .status(error.status)
    .header('traceparent', traceparent)
    .header('content-type', PROBLEM_JSON)
    .send(JSON.stringify(toProblem(error, traceId)));
}
