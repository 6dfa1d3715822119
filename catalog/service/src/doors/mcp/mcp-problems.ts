import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { continueTrace, Logger, toMeshError, toProblem } from '@mesh/runtime';

import { originOf } from '../origin-of.js';
import { METADATA_PATH } from '../protected-resource.js';

/** Problems of the door for assistants: whoever has no token is told where tokens come from (RFC 9728, 5.1). */
@Catch()
export class McpProblems implements ExceptionFilter {
  constructor(@Inject(Logger) private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = toMeshError(thrown);
    const { traceparent } = request.headers;
    const { traceId } = continueTrace(typeof traceparent === 'string' ? traceparent : undefined);
    if (error.spec.kind === 'fault')
      this.log.error({ code: error.code, traceId, cause: error.cause ?? error }, 'a call of an assistant failed');
    if (error.status === 401) {
      const invalid = request.headers.authorization === undefined ? '' : 'error="invalid_token", ';
      const where = `resource_metadata="${originOf(request)}${METADATA_PATH}/mcp"`;
      void reply.header('www-authenticate', `Bearer ${invalid}${where}`);
    }
    void reply
      .status(error.status)
      .header('content-type', 'application/problem+json')
      .send(JSON.stringify(toProblem(error, traceId)));
  }
}
