import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processorTimeOf } from '../machine/processor-time.js';
import type { LoopFigures } from './loop-watch.js';

const READY_WITHIN_MS = 300_000;
const ANSWER_WITHIN_MS = 30_000;
const COMMAND = fileURLToPath(new URL('../../../platform/cli/bin/mesh.mjs', import.meta.url));
/** As the command starts a service: its first line says with which flags. */
const NODE_OPTIONS = readFileSync(COMMAND, 'utf8').split('\n', 1)[0]?.match(/--\S+/g) ?? [];

/** What the serving process did since the last time: how promptly its loop turned, and whose the processor was. */
export interface ServerFigures extends LoopFigures {
  readonly seconds: number;
  /** Cores that the serving process took, all its threads: scoring, control plane, trainings. */
  readonly processCores: number;
  readonly postgresCores: number;
}

/** A mesh with a domain of ten models, in a process of its own. */
export interface TenModels {
  figures(): Promise<ServerFigures>;
  stop(): Promise<void>;
}

/** Starts it; resolves when every model scores. */
export async function startTenModels(place: { readonly home: string; readonly port: number }): Promise<TenModels> {
  const server = fork(fileURLToPath(new URL('./serve-ten-models.js', import.meta.url)), [], {
    env: { ...process.env, MESH_HOME: place.home, MESH_PORT: String(place.port), NODE_OPTIONS: '' },
    execArgv: NODE_OPTIONS,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const gone = once(server, 'exit');
  const stop = async (): Promise<void> => {
    if (server.connected) server.disconnect();
    await gone;
  };
  await Promise.race([
    once(server.stdout as NodeJS.ReadableStream, 'data', { signal: AbortSignal.timeout(READY_WITHIN_MS) }),
    gone.then(() => Promise.reject(new Error('the mesh ended before it was ready'))),
  ]).catch(async (failure: unknown) => {
    await stop();
    throw failure;
  });
  const now = () => ({ at: performance.now(), ...processorTimeOf(server.pid ?? 0, postgresOf(place.home)) });
  let before = now();
  return {
    stop,
    async figures() {
      server.send('figures');
      const [loop] = (await once(server, 'message', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })) as [
        LoopFigures,
      ];
      const after = now();
      const micros = (after.at - before.at) * 1_000;
      const cores = (one: number, other: number): number => Math.round((100 * (one - other)) / micros) / 100;
      const figures = {
        ...loop,
        seconds: micros / 1e6,
        processCores: cores(after.processMicros, before.processMicros),
        postgresCores: cores(after.postgresMicros, before.postgresMicros),
      };
      before = after;
      return figures;
    },
  };
}

/** The process of the embedded PostgreSQL, as it says itself. */
function postgresOf(home: string): number | undefined {
  try {
    return Number(readFileSync(join(home, 'database', 'postmaster.pid'), 'utf8').split('\n')[0]) || undefined;
  } catch {
    return undefined;
  }
}
