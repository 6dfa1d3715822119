import { realpathSync } from 'node:fs';
import pg from 'pg';
import { ROLE } from './cluster.js';
import { runningPostmaster, type Postmaster } from './postmaster.js';
import { gone, signal } from './processes.js';

const READY_TIMEOUT_MS = 5_000;

/** The address of the embedded database. */
export const urlOf = (port: number, password: string) => `postgres://${ROLE}:${password}@127.0.0.1:${port}/postgres`;

/**
 * Takes over the PostgreSQL that a killed mesh left running on this cluster: whatever the dead one had open is ended.
 * One that does not answer as ours is stopped, and undefined says that a new one may start.
 */
export async function adopt(cluster: string, password: string): Promise<Postmaster | undefined> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  let left = runningPostmaster(cluster);
  while (left !== undefined && !left.isReady && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    left = runningPostmaster(cluster);
  }
  if (left === undefined) return undefined;
  if (left.isReady && (await isOurs(left.port, cluster, password))) return left;
  await stopPostmaster(left.pid);
  return undefined;
}

/** Stops fast (open transactions roll back, then a checkpoint), and at once when that takes too long. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [name, timeoutMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
  ] as const) {
    signal(pid, name);
    if (await gone(pid, timeoutMs)) return;
  }
}

async function isOurs(port: number, cluster: string, password: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: urlOf(port, password),
    connectionTimeoutMillis: 3_000,
    query_timeout: 3_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
    if (realpathSync(rows[0]?.folder ?? '/') !== realpathSync(cluster)) return false;
    const others = `FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
    await client.query(`SELECT pg_terminate_backend(pid, 2000) ${others}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
