import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadFigures, LoadPlan } from './load-plan.js';

/** A load that runs in a process of its own. */
export interface RunningLoad {
  readonly pid: number;
  /** Resolves when the plan's time is over; rejects when the generator died. */
  readonly figures: Promise<LoadFigures>;
  /** Ends it now. */
  stop(): void;
}

/** Starts the compiled generator, so that it costs the same from a benchmark as from a test. */
export function startLoad(plan: LoadPlan): RunningLoad {
  const child = fork(fileURLToPath(new URL('../../dist/load/main.js', import.meta.url)), { execArgv: [] });
  const figures = new Promise<LoadFigures>((resolve, reject) => {
    child.once('message', (message) => resolve(message as LoadFigures));
    child.once('error', reject);
    child.once('exit', (status, signal) => reject(new Error(`the load generator ended early (${signal ?? status})`)));
  });
  figures.catch(() => undefined);
  child.send(plan);
  return {
    pid: child.pid ?? 0,
    figures,
    stop: () => {
      if (child.connected) child.send('stop');
    },
  };
}
