import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../observability/logger.js';
import { PROBLEM_JSON, retryAfterSeconds, toMeshError, toProblem } from './problem.js';
import { traceOf } from './trace-of.js';

/** The one place where an error becomes an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const { traceId, traceparent } = traceOf(http.getRequest<FastifyRequest>());
    const error = toMeshError(thrown);
    // What is merely unavailable is counted, not logged: a start under load would write a line for each call it puts off.
    if (error.spec.kind === 'fault' || (error.status >= 500 && error.cause !== undefined)) {
      this.log.error({ code: error.code, traceId, cause: error.cause ?? error }, 'a call failed');
    }
    if (reply.sent) return;
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
}
