import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { allowLongBody } from './long-body.js';

const LIMIT_MS = 300;

async function serve(take: (request: IncomingMessage) => void): Promise<Server> {
  const server = createServer(
    { requestTimeout: LIMIT_MS, headersTimeout: LIMIT_MS, connectionsCheckingInterval: 50, keepAlive: true },
    (incoming, response) => {
      take(incoming);
      incoming.resume().on('end', () => response.end());
    },
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Sends a body for longer than a request may take, and gives the status. */
async function sendSlowly(server: Server): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const call = request({ port, method: 'POST', headers: { 'transfer-encoding': 'chunked' } });
  call.on('error', () => undefined);
  const answered = once(call, 'response') as Promise<[IncomingMessage]>;
  for (let sent = 0; sent < 8; sent += 1) {
    call.write('x');
    await wait(LIMIT_MS / 4);
  }
  call.end();
  const [response] = await answered;
  response.resume();
  await once(response, 'end');
  return response.statusCode ?? 0;
}

describe('given a body that takes longer than a request may', () => {
  it('is cut, unless it is allowed', async () => {
    const strict = await serve(() => undefined);
    const lenient = await serve(allowLongBody);
    expect(await Promise.all([sendSlowly(strict), sendSlowly(lenient)])).toEqual([408, 200]);
    strict.close();
    lenient.close();
  });

  it('leaves a connection that ends when the server closes', async () => {
    // Allowed late, when a short body is there already.
    const server = await serve((incoming) => void incoming.once('end', () => allowLongBody(incoming)));
    const { port } = server.address() as AddressInfo;
    expect((await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'x' })).status).toBe(200);
    const closed = once(server, 'close', { signal: AbortSignal.timeout(2_000) });
    server.close();
    server.closeIdleConnections();
    await closed;
  });
});
