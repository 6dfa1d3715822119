import { once } from 'node:events';
import { createServer } from 'node:net';

/** How many ports in a row a mesh may use: its control plane's, four promised ones, that of one further domain. */
const PORTS_OF_A_MESH = 6;

/** The first of six neighbouring ports on the loopback address that are all free just now. */
export async function freePorts(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const base = 20_000 + Math.floor(Math.random() * 2_000) * PORTS_OF_A_MESH;
    const free = await Promise.all(Array.from({ length: PORTS_OF_A_MESH }, (_, offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
  throw new Error('no six neighbouring ports are free');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await Promise.race([
      once(server, 'listening'),
      once(server, 'error').then(([failure]) => Promise.reject(failure as Error)),
    ]);
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
