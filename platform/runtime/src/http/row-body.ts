import type { FastifyInstance } from 'fastify';
import { RuntimeErrors } from '../runtime.errors.js';

/** What the configuration of a route may say of its body. */
export interface RouteBody {
  /** The body may be rows of any number: the route reads it as it comes. */
  readonly takesRows?: boolean;
}

const ROW_TYPES = ['text/csv', 'application/x-ndjson'];

/** Hands bodies of rows to the routes that read them, unread; others do not take the media type. */
export function passRowBodies(fastify: Pick<FastifyInstance, 'addContentTypeParser'>): void {
  fastify.addContentTypeParser(ROW_TYPES, (request, body, done) => {
    const { takesRows } = request.routeOptions.config as RouteBody;
    if (takesRows === true) done(null, body);
    else done(RuntimeErrors.MEDIA_TYPE_UNSUPPORTED());
  });
}
