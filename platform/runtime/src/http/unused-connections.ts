import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The connections on which nothing was asked yet: browsers open some ahead of need. Node does not count them as idle
 * (`closeIdleConnections`), so a server that waits for its connections would wait for these until their headers are overdue.
 */
export function unusedConnections(server: Server): ReadonlySet<Socket> {
  const unused = new Set<Socket>();
  server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.prependListener('request', ({ socket }) => void unused.delete(socket));
  return unused;
}
