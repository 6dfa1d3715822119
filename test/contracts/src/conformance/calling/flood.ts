import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { eventually } from '@mesh/testing';
import { answersIn } from './answers-in.js';
import type { Exchange } from './exchange.js';

/** A server reads this many calls of one connection before it has answered the first. */
const CALLS_A_CONNECTION = 100;
const WITHIN_MS = 30_000;

/** Many calls under way at once. */
export interface Flood {
  /** All answers, once they are there. */
  answers(): Promise<readonly Exchange[]>;
  /** Hangs up, whatever was answered. */
  end(): void;
}

/** What every call of a flood sends. */
export interface FloodedCall {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends the same call many times over a few connections; resolves once all of it is sent. */
export async function flood(url: string, { method, headers, body = '' }: FloodedCall, calls: number): Promise<Flood> {
  const { hostname, port, pathname, search } = new URL(url);
  const lines = { host: `${hostname}:${port}`, 'content-length': String(Buffer.byteLength(body)), ...headers };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  const call = `${method.toUpperCase()} ${pathname}${search} HTTP/1.1\r\n${head.join('')}\r\n${body}`;
  const connections = await Promise.all(
    Array.from({ length: Math.ceil(calls / CALLS_A_CONNECTION) }, async () => {
      const socket: Socket = connect(Number(port), hostname);
      const chunks: Buffer[] = [];
      // The other side may hang up first; it has said then what it had to say.
      socket.on('error', () => undefined).on('data', (chunk: Buffer) => chunks.push(chunk));
      await once(socket, 'connect');
      await new Promise<void>((sent) => socket.write(call.repeat(CALLS_A_CONNECTION), () => sent()));
      return { socket, chunks };
    }),
  );
  const answered = (): readonly Exchange[] => connections.flatMap(({ chunks }) => answersIn(Buffer.concat(chunks)));
  const all = connections.length * CALLS_A_CONNECTION;
  return {
    answers: async () => {
      await eventually(() => answered().length === all, { timeoutMs: WITHIN_MS, everyMs: 100 });
      return answered();
    },
    end: () => connections.forEach(({ socket }) => socket.destroy()),
  };
}
