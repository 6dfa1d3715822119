import { setPriority } from 'node:os';

/** How far a thread steps back: for what is over soon, and for what may take long. */
const NICE = { shortly: 5, wholly: 15 } as const;

/**
 * Lets everything else in the process go first. On Linux priorities are those of threads, and no number means the one that
 * calls; elsewhere it would be the whole process, which scores, and nothing is done. What is over soon steps back less: on a
 * machine that is never idle, a thread at the end of the line would not be through for minutes.
 */
export function yieldToScoring(how: keyof typeof NICE): void {
  if (process.platform === 'linux') setPriority(NICE[how]);
}
