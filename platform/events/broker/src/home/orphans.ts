import { join } from 'node:path';
import { runs, startMark } from './processes.js';
import { readIfThere, writePrivate } from './private-file.js';

const LOOK_EVERY_MS = 50;

const noteOf = (home: string, node: number): string => join(home, `broker-${node}.pid`);

/** Notes which process a broker is, for a start after ours was killed. */
export function noteProcess(home: string, node: number, pid: number): void {
  writePrivate(noteOf(home, node), JSON.stringify({ pid, mark: startMark(pid) }));
}

/** Waits for the broker of a killed parent, which is being stopped and still holds the data; kills it at the deadline. */
export async function orphanGone(home: string, node: number, withinMs: number): Promise<void> {
  const text = readIfThere(noteOf(home, node));
  if (text === undefined) return;
  const { pid, mark } = JSON.parse(text) as { pid: number; mark: string };
  const deadline = Date.now() + withinMs;
  while (runs(pid, mark)) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
