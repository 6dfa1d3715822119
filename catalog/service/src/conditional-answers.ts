import { createHash } from 'node:crypto';

import { HttpStatus, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

/** A weak validator of an answer: the same as long as it says the same. */
export const weakTag = (answer: unknown): string =>
  `W/"${createHash('sha256').update(JSON.stringify(answer)).digest('hex').slice(0, 32)}"`;

/** Gives each answer an ETag, unless it has one, and answers 304 to a reader who has it already. */
@Injectable()
export class ConditionalAnswers implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((answer: unknown) => {
        const etag = String(reply.getHeader('etag') ?? weakTag(answer));
        reply.header('etag', etag);
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-cache');
        if (!isKnown(request.headers['if-none-match'], etag)) return answer;
        reply.status(HttpStatus.NOT_MODIFIED);
        return undefined;
      }),
    );
  }
}

/** If-None-Match compares weakly (RFC 9110, 13.1.2). */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const weakly = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch?.split(',').some((tag) => weakly(tag) === weakly(etag) || tag.trim() === '*') === true;
}
