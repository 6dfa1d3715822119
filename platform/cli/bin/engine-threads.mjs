import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/** The engine begins with a timer and the one worker that it is told to have, which collects the garbage of every thread. */
const ENGINE_THREADS = 2;
const LAST_TO_GO = 19;

/**
 * Lets the threads of the engine work when nobody else of the process wants a processor. On a small machine what
 * marks what lives would else have most of it for tens of milliseconds, and a call waits that long. Linux alone gives
 * threads priorities of their own (sched(7)); elsewhere nothing is done.
 */
export function engineThreadsGiveWay() {
  if (process.platform !== 'linux') return;
  const others = readdirSync('/proc/self/task')
    .map(Number)
    .filter((thread) => thread !== process.pid);
  for (const thread of others.sort((one, other) => one - other).slice(0, ENGINE_THREADS)) {
    try {
      setPriority(thread, LAST_TO_GO);
    } catch {
      // One that has ended by now, or a container that forbids it: everything works, with less regard for callers.
    }
  }
}
