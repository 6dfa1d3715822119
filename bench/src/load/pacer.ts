import { Worker } from 'node:worker_threads';

/**
 * Ticks at a steady rate with a precision of some 0.1 ms at next to no processor time: a thread that sleeps in
 * `Atomics.wait`, because the timers of Node come a millisecond late and spinning would take a core from the server.
 */
const SLEEPER = `
const { parentPort, workerData } = require('node:worker_threads');
const cell = new Int32Array(new SharedArrayBuffer(4));
const startedAt = performance.now();
for (let tick = 1; ; tick += 1) {
  const dueAt = startedAt + tick * workerData;
  const wait = dueAt - performance.now();
  if (wait > 0) Atomics.wait(cell, 0, 0, wait);
  parentPort.postMessage(performance.timeOrigin + dueAt);
}`;

/** Calls `onTick` every `everyMs` with the time it was due on this thread's clock; ticks that came late are made up for at once. */
export function startPacer(everyMs: number, onTick: (dueAt: number) => void): { stop(): Promise<void> } {
  const worker = new Worker(SLEEPER, { eval: true, workerData: everyMs });
  const tick = (dueAtSinceEpoch: number): void => onTick(dueAtSinceEpoch - performance.timeOrigin);
  worker.on('message', tick);
  return {
    async stop() {
      worker.off('message', tick);
      await worker.terminate();
    },
  };
}
