import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { BrokerErrors } from '../broker.errors.js';
import { readIfThere, writePrivate } from './private-file.js';

/** The port of each listener of one broker. */
export type Ports = Readonly<Record<ListenerName, number>>;

/** The doors of a broker; the last two are for brokers alone. */
export const LISTENERS = ['sasl', 'saslTls', 'tls', 'plaintext', 'internal', 'controller'] as const;

/** One door of a broker. */
export type ListenerName = (typeof LISTENERS)[number];

const HOST = '127.0.0.1';

/** The ports that are asked for, else those that the folder used before when all are free, else free ones. */
export async function portsOf(home: string, brokers: number, firstPort?: number): Promise<readonly Ports[]> {
  const path = join(home, 'ports.json');
  const numbers = firstPort === undefined ? await remembered(path, brokers) : await following(firstPort, brokers);
  const chosen = numbers ?? (await freePorts(brokers * LISTENERS.length));
  const ports = Array.from({ length: brokers }, (_, node) => portsFrom(chosen.slice(node * LISTENERS.length)));
  writePrivate(path, JSON.stringify(chosen));
  return ports;
}

const portsFrom = (numbers: readonly number[]): Ports =>
  Object.fromEntries(LISTENERS.map((name, at) => [name, numbers[at] ?? 0])) as Ports;

/** The brokers' first doors are neighbours, before all second ones. */
async function following(firstPort: number, brokers: number): Promise<readonly number[]> {
  const numbers = Array.from({ length: brokers * LISTENERS.length }, (_, at) => {
    const [node, door] = [Math.floor(at / LISTENERS.length), at % LISTENERS.length];
    return firstPort + door * brokers + node;
  });
  for (const port of numbers) if (!(await isFree(port))) throw BrokerErrors.PORT_TAKEN({ port });
  return numbers;
}

async function remembered(path: string, brokers: number): Promise<readonly number[] | undefined> {
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const numbers = JSON.parse(text) as readonly number[];
  if (numbers.length !== brokers * LISTENERS.length) return undefined;
  const free = await Promise.all(numbers.map(isFree));
  return free.every(Boolean) ? numbers : undefined;
}

/** Held open together until all are known, so that none is given twice. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const numbers = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
  return numbers;
}

async function isFree(port: number): Promise<boolean> {
  try {
    await close(await listen(port));
    return true;
  } catch {
    return false;
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, HOST);
  await once(server, 'listening');
  return server;
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
