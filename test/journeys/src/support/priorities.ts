import { readdirSync, readFileSync } from 'node:fs';

/** `nice` in the words behind the name in `/proc/<pid>/stat`, of which it is the 19th of all (proc(5)). */
const NICE = 19 - 3;

/** The nice values of the threads of a process, each once, the first to go first; none when it has ended. Linux alone tells. */
export function nicesOf(process: number): readonly number[] {
  const threads = ifThere(() => readdirSync(`/proc/${process}/task`)) ?? [];
  const nices = threads.flatMap((thread) => ifThere(() => niceOf(`/proc/${process}/task/${thread}/stat`)) ?? []);
  return [...new Set(nices)].sort((a, b) => a - b);
}

/** Between the list and the look a thread, or a session of the database, may have ended. */
function ifThere<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function niceOf(stat: string): number {
  const text = readFileSync(stat, 'utf8');
  // The name before may contain anything, brackets too.
  const words = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(words[NICE]);
}
