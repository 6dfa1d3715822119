import { setTimeout as wait } from 'node:timers/promises';
import { processesOf } from './processes.js';

const ROUNDS = 100;
const PAUSE_MS = 20;

/** Kills the group, and whoever of the run has left it, until nobody is found any more. */
export async function endProcesses(group: number, run: string): Promise<void> {
  kill(-group);
  for (let round = 0; round < ROUNDS; round++) {
    const living = await processesOf(run);
    if (living.length === 0) return;
    living.forEach(kill);
    await wait(PAUSE_MS);
  }
}

function kill(target: number): void {
  try {
    process.kill(target, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
