import type { FastifyRequest } from 'fastify';

/** A host as a client may name it: nothing of it can end a quoted string or a URL. */
const HOST = /^(?:[\w.-]{1,253}|\[[\da-fA-F:.]{2,45}\])(?::\d{1,5})?$/;

/** The origin at which the client reached this service; the addresses in what it is told begin with it. */
export function originOf({ protocol, headers }: FastifyRequest): string {
  const host = headers.host ?? '';
  return HOST.test(host) ? `${protocol}://${host}` : `${protocol}://localhost`;
}
