import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A server reads this many calls of one connection before it has answered the first. */
const CALLS_A_CONNECTION = 100;

/** Many calls under way at once. */
export interface Flood {
  /** Hangs up, whatever was answered. */
  end(): void;
}

/** Sends the same call many times over a few connections and waits for no answer; resolves once all of it is sent. */
export async function flood(
  url: string,
  { method, headers, body = '' }: { method: string; headers: Readonly<Record<string, string>>; body?: string },
  calls: number,
): Promise<Flood> {
  const { hostname, port, pathname, search } = new URL(url);
  const lines = { host: `${hostname}:${port}`, 'content-length': String(Buffer.byteLength(body)), ...headers };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  const call = `${method.toUpperCase()} ${pathname}${search} HTTP/1.1\r\n${head.join('')}\r\n${body}`;
  const sockets = await Promise.all(
    Array.from({ length: Math.ceil(calls / CALLS_A_CONNECTION) }, async () => {
      const socket: Socket = connect(Number(port), hostname);
      // The other side may hang up first; what it said is of no interest.
      socket.on('error', () => undefined).resume();
      await once(socket, 'connect');
      await new Promise<void>((sent) => socket.write(call.repeat(CALLS_A_CONNECTION), () => sent()));
      return socket;
    }),
  );
  return { end: () => sockets.forEach((socket) => socket.destroy()) };
}
