import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS =
  'accept, authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, mesh-purpose, traceparent, tracestate';
const ANSWER_HEADERS =
  'content-disposition, deprecation, etag, link, location, retry-after, sunset, traceparent, www-authenticate';
/** Longer is not honoured by browsers. */
const PREFLIGHT_SECONDS = 7200;

/**
 * Lets pages of exactly these origins read the answers of a service (CORS, Fetch standard section 3.3): by bearer token,
 * never by cookie. A call without `Origin`, as programs make them, costs one look at a header.
 */
export function crossOrigin(origins: readonly string[]): onRequestHookHandler {
  const allowed = new Set(origins);
  return (request, reply, next) => {
    const { origin } = request.headers;
    if (origin === undefined) {
      // A browser keeps what an address bar fetched and would show it to a page, without the headers that the page needs.
      if (request.method === 'GET' || request.method === 'HEAD') void reply.header('vary', 'origin');
      return next();
    }
    void reply.header('vary', 'origin');
    if (!allowed.has(origin)) return next();
    void reply.header('access-control-allow-origin', origin);
    if (!isPreflight(request)) {
      void reply.header('access-control-expose-headers', ANSWER_HEADERS);
      return next();
    }
    void preflight(reply);
  };
}

const isPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;

const preflight = (reply: FastifyReply): FastifyReply =>
  reply
    .status(204)
    .header('access-control-allow-methods', METHODS)
    .header('access-control-allow-headers', REQUEST_HEADERS)
    .header('access-control-max-age', PREFLIGHT_SECONDS)
    .send();
