import { isIP } from 'node:net';

import type { FastifyRequest } from 'fastify';

/** A host as a client may name it: nothing of it can end a quoted string or a URL. */
const HOST = /^(?:[\w.-]{1,253}|\[[\da-fA-F:.]{2,45}\])(?::\d{1,5})?$/;

/** The origin at which the client reached this service; the addresses in what it is told begin with it. */
export function originOf({ protocol, headers }: FastifyRequest): string {
  const host = headers.host ?? '';
  return HOST.test(host) ? `${protocol}://${host}` : `${protocol}://localhost`;
}

/** A host that nobody can point elsewhere. */
const isFixed = (host: string): boolean => host === 'localhost' || isIP(host.replace(/^\[|\]$/g, '')) !== 0;

/**
 * Whether a page is this service's own. That it names the host of its request proves nothing: with DNS rebinding a foreign
 * page does, too. So its host must be an address, the machine itself, or that of the `known` URL.
 */
export function isOwnPage(origin: string, request: FastifyRequest, known: string | undefined): boolean {
  if (origin !== originOf(request) || !URL.canParse(origin)) return false;
  const isKnown = known !== undefined && URL.canParse(known) && new URL(known).origin === origin;
  return isKnown || isFixed(new URL(origin).hostname);
}
