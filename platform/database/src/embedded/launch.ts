import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseErrors } from '../errors.js';
import type { Account } from './account.js';
import { clusterOf } from './cluster.js';
import { readPostmaster, type Postmaster } from './postmaster.js';
import { stopPostmaster } from './adopt.js';

const START_TIMEOUT_MS = 60_000;
const MAX_LOG_BYTES = 5_000_000;

/** Small in memory; durable at every commit; on loopback only. Errors of statements are not logged: they may quote values. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '32MB',
  // Segments are used again: a commit that must have a new one waits while 16 MB of zeros are written.
  max_wal_size: '1GB',
  min_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_buffers: '4MB',
  bgwriter_delay: '50ms',
  bgwriter_lru_maxpages: '1000',
  autovacuum_vacuum_cost_delay: '10ms',
  autovacuum_vacuum_insert_threshold: '-1',
  default_statistics_target: '10',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  jit: 'off',
  io_method: 'sync',
  max_parallel_workers: '0',
  max_worker_processes: '2',
  autovacuum_max_workers: '2',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
  timezone: 'UTC',
};

/** Starts PostgreSQL on the cluster at a free port, in a session of its own so that Ctrl-C reaches us first. */
export async function launch(home: string, postgres: string, account: Account): Promise<Postmaster> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const started = await attempt(home, postgres, account);
    if (started !== undefined) return started;
    const said = tailOfLog(home);
    // Another took the port in between, or processes of a killed PostgreSQL still leave: both pass.
    const passes = /in use|could not create any TCP/i.test(said) && Date.now() < deadline;
    if (!passes) throw DatabaseErrors.NOT_STARTED({}, { cause: new Error(said) });
    await pause(100);
  }
}

async function attempt(home: string, postgres: string, account: Account): Promise<Postmaster | undefined> {
  const port = await freePort();
  const flags = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command = postgres, ...args] = [
    ...account.wrapper,
    postgres,
    '-D',
    clusterOf(home),
    '-p',
    String(port),
    ...flags,
  ];
  const logFile = openLog(home);
  const child = spawn(command, args, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', logFile, logFile],
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    ...account.ids,
  });
  closeSync(logFile);
  child.unref();
  let ended = false;
  child.on('error', () => (ended = true));
  child.on('exit', () => (ended = true));
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!ended) {
    const postmaster = readPostmaster(clusterOf(home));
    if (postmaster?.pid === child.pid && postmaster?.isReady === true) return postmaster;
    if (Date.now() > deadline && child.pid !== undefined) await stopPostmaster(child.pid);
    await pause(3);
  }
  return undefined;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const logOf = (home: string) => join(home, 'database.log');

function openLog(home: string): number {
  const path = logOf(home);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

const tailOfLog = (home: string) => readFileSync(logOf(home), 'utf8').slice(-1_500);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
