import { Controller, Get, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../access/route-access.js';
import { RuntimeErrors } from '../runtime.errors.js';
import type { ServedText } from './published.js';

/** Documents change with a deployment: a minute in a cache saves the calls of a busy reader and misleads nobody for long. */
const CACHE_CONTROL = 'public, max-age=60';

/** Makes a Nest controller that gives a text to everybody: with its hash as strong ETag, and 304 to who has it. */
export function textController({ path, mediaType, text, sha256 }: ServedText): Type {
  const etag = `"${sha256}"`;
  const bytes = Buffer.from(text);

  @Public()
  @Controller()
  class TextController {
    @Get(path)
    give(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
      const [unknown] = Object.keys(request.query as object);
      if (unknown !== undefined) throw RuntimeErrors.QUERY_INVALID({ errors: [NO_PARAMETER] });
      void reply.header('etag', etag).header('cache-control', CACHE_CONTROL);
      if (isKnown(request.headers['if-none-match'], etag)) void reply.status(304).send();
      else void reply.header('content-type', mediaType).send(bytes);
    }
  }
  return TextController;
}

const NO_PARAMETER = { pointer: '', rule: 'query', message: 'the document takes no parameters' };

/** Whether an `If-None-Match` names the ETag: weakly compared, as RFC 9110 section 13.1.2 has it. */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const named = ifNoneMatch.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return named.includes('*') || named.includes(etag);
}
