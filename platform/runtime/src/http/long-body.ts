import type { IncomingMessage } from 'node:http';

/**
 * Takes a request out of the server's limit on the time of a whole request, for a body of any length: whoever reads it
 * watches that bytes keep coming. Node.js has no setting for one request, so its parser is told (a part of Node.js that it
 * does not document); where it cannot be, the limit stands and a long body is cut there.
 */
export function allowLongBody(request: IncomingMessage): void {
  // With the end of a message the parser counts its connection as idle again: one that has ended must not be taken out.
  if (request.complete) return;
  const { parser } = request.socket as { readonly parser?: { remove?: () => void } };
  parser?.remove?.();
}
