import { readFileSync } from 'node:fs';

/** Proportional set size of the processes together, in MiB: shared pages count once in the sum. */
export function proportionalMemoryMiB(pids: readonly number[]): number {
  const kibibytes = pids.reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))?.[1] ?? 0);
    } catch {
      return sum;
    }
  }, 0);
  return Math.round(kibibytes / 102.4) / 10;
}
