import type { MeshError } from '@mesh/product';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RuntimeErrors } from '../runtime.errors.js';
import type { Logger } from '../observability/logger.js';
import type { KnownAddresses } from './known-addresses.js';
import { toMeshError } from './problem.js';
import { sendProblem } from './send-problem.js';
import { traceOf } from './trace-of.js';

/** The one place where an error becomes an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly addresses: KnownAddresses,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const request = http.getRequest<FastifyRequest>();
    const { traceId } = traceOf(request);
    const error = this.wrongMethod(request, reply) ?? toMeshError(thrown);
    // What is merely unavailable is counted, not logged: a start under load would write a line for each call it puts off.
    if (error.spec.kind === 'fault' || (error.status >= 500 && error.cause !== undefined)) {
      this.log.error({ code: error.code, traceId, cause: error.cause ?? error }, 'a call failed');
    }
    if (!reply.sent) sendProblem(request, reply, error);
  }

  /** Something is served at the address, but not for this method: RFC 9110 section 15.5.6. */
  private wrongMethod(request: FastifyRequest, reply: FastifyReply): MeshError | undefined {
    if (!request.is404) return undefined;
    const allowed = this.addresses.methodsAt(request.url);
    if (allowed.length === 0 || allowed.includes(request.method)) return undefined;
    void reply.header('allow', allowed.join(', '));
    return RuntimeErrors.METHOD_NOT_ALLOWED();
  }
}
