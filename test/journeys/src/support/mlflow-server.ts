import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-ports.js';

/** MLflow's own server, as its command starts it. */
export interface MlflowServer {
  readonly address: string;
  readonly version: string;
  readonly store: string;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 120_000;
const EVERY_MS = 250;

/** Starts it with a Python that has it, on a new SQLite database, with the settings that it comes with. */
export async function startMlflowServer(python: string): Promise<MlflowServer> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-mlflow-server-'));
  const port = await freePorts();
  const version = execFileSync(python, ['-m', 'mlflow', '--version'], { encoding: 'utf8' }).trim();
  const store = `sqlite:///${join(folder, 'mlflow.db')}`;
  const server = spawn(
    python,
    [
      ...['-m', 'mlflow', 'server', '--host', '127.0.0.1', '--port', String(port)],
      ...['--backend-store-uri', store, '--artifacts-destination', join(folder, 'artifacts')],
    ],
    { cwd: folder, stdio: 'ignore', detached: true },
  );
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.pid !== undefined) {
      const gone = once(server, 'exit');
      process.kill(-server.pid, 'SIGKILL');
      await gone;
    }
    await rm(folder, { recursive: true, force: true });
  };
  const address = `http://127.0.0.1:${port}`;
  try {
    await answers(`${address}/health`);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return { address, version, store: 'SQLite', stop };
}

async function answers(url: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    const isThere = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  throw new Error('MLflow’s server did not answer in time');
}
