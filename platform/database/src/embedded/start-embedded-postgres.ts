import { chmodSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { chooseAccount, giveTo } from './account.js';
import { adopt, stopPostmaster, urlOf } from './adopt.js';
import { findBinaries } from './binaries.js';
import { clusterOf, createCluster, passwordOf } from './cluster.js';
import { lockHome } from './home-lock.js';
import { launch } from './launch.js';
import type { Postmaster } from './postmaster.js';
import { signal } from './processes.js';

export interface EmbeddedPostgresSettings {
  /** Folder of the mesh's state; the cluster is in `database` below it. Made when missing. */
  readonly home: string;
  /** Told what happens, one line at a time. */
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** `postgres://…` on 127.0.0.1, with the password. */
  readonly url: string;
  /** Resolves when PostgreSQL has ended and the home is free for another mesh. */
  stop(): Promise<void>;
}

/**
 * Runs a PostgreSQL of our own in `home` until `stop` or the normal end of this process. One that a killed mesh left
 * running is taken over.
 */
export async function startEmbeddedPostgres({ home, log }: EmbeddedPostgresSettings): Promise<EmbeddedPostgres> {
  const folder = makeHome(home);
  const unlock = lockHome(folder);
  try {
    const password = passwordOf(folder);
    const postmaster = await runIn(folder, password, log ?? (() => undefined));
    return running(postmaster.pid, urlOf(postmaster.port, password), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function runIn(home: string, password: string, log: (line: string) => void): Promise<Postmaster> {
  const cluster = clusterOf(home);
  const adopted = await adopt(cluster, password);
  if (adopted !== undefined) {
    log(`took over the PostgreSQL left running (process ${adopted.pid}, port ${adopted.port})`);
    return adopted;
  }
  const { initdb, postgres } = findBinaries();
  const account = chooseAccount([home, dirname(postgres)]);
  if (!existsSync(cluster)) {
    log('creating the database cluster');
    await createCluster(home, initdb, account);
  }
  giveTo(account, cluster);
  const launched = await launch(home, postgres, account);
  log(`PostgreSQL runs (process ${launched.pid}, port ${launched.port})`);
  return launched;
}

function running(pid: number, url: string, unlock: () => void): EmbeddedPostgres {
  const atExit = () => {
    // PostgreSQL finishes its fast shutdown by itself; a start right after waits for it.
    signal(pid, 'SIGINT');
    unlock();
  };
  process.once('exit', atExit);
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await stopPostmaster(pid);
    process.removeListener('exit', atExit);
    unlock();
  };
  return { url, stop: () => (stopping ??= stop()) };
}

function makeHome(home: string): string {
  const made = mkdirSync(home, { recursive: true });
  // Others may pass through to what is given to them, and see nothing else.
  if (made !== undefined) chmodSync(home, 0o711);
  return realpathSync(home);
}
