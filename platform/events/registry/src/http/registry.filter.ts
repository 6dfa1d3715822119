import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Logger, toMeshError } from '@mesh/runtime';
import { errorCodeOf } from '../schema.errors.js';
import { REGISTRY_MEDIA_TYPE } from './media-type.js';

/** Errors as clients of a schema registry expect them: `{ error_code, message }`. */
@Catch()
export class RegistryFilter implements ExceptionFilter {
  constructor(@Inject(Logger) private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = toMeshError(thrown);
    const { title, fix, kind } = error.spec;
    if (kind === 'fault') this.logger.error({ code: error.code, cause: error.cause ?? error }, 'a call failed');
    const { reason } = error.meta;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    void reply
      .status(error.status)
      .header('content-type', REGISTRY_MEDIA_TYPE)
      .send({
        error_code: errorCodeOf(error.code, error.status),
        message: `${title}${typeof reason === 'string' ? `: ${reason}` : ''}. ${fix}`,
      });
  }
}
