import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { boundedLines } from './bounded-lines.js';
import { endProcesses } from './end-processes.js';
import { LAUNCHER } from './launcher.js';
import { memoryMbOf, processesOf, RUN_MARK } from './processes.js';

const LOOK_EVERY_MS = 200;
const LARGEST_FILE_BYTES = 1_073_741_824;
const LAST_LINES = 20;
const PIPES_MS = 2_000;

export interface ProcessOrder {
  readonly command: readonly [string, ...string[]];
  /** Where it works and writes. */
  readonly folder: string;
  /** All that it sees of the environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** How a program came to its end; `lastLines` are the last it said. */
export interface ProcessEnd {
  readonly how: 'exited' | 'timed out' | 'out of memory' | 'cancelled';
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lastLines: readonly string[];
}

/** Runs a program in a process group of its own and resolves when it and all that it started have ended. */
export async function runProcess(order: ProcessOrder): Promise<ProcessEnd> {
  const { command, folder, environment, timeoutMs, memoryMb, signal } = order;
  if (signal?.aborted) return { how: 'cancelled', status: null, signal: null, lastLines: [] };
  const run = randomUUID();
  const limits = [String(memoryMb * 1_024), String(LARGEST_FILE_BYTES / 512)];
  const child = spawn('/bin/sh', ['-c', LAUNCHER, 'recipe', ...limits, ...command], {
    cwd: folder,
    env: { ...environment, [RUN_MARK]: run },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const closed = once(child, 'close');
  const group = await started(child);
  let how: ProcessEnd['how'] = 'exited';
  const end = (reason: ProcessEnd['how']): void => {
    if (how !== 'exited') return;
    how = reason;
    void endProcesses(group, run);
  };
  const lastLines: string[] = [];
  const heard = (line: string): void => {
    lastLines.push(line);
    if (lastLines.length > LAST_LINES) lastLines.shift();
    order.onLine(line);
  };
  boundedLines(child.stdout!, heard);
  boundedLines(child.stderr!, heard);
  const cancel = (): void => end('cancelled');
  signal?.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(() => end('timed out'), timeoutMs);
  const watched = new AbortController();
  const watching = watchMemory(run, memoryMb, { over: () => end('out of memory'), until: watched.signal });
  try {
    const [status, killedBy] =
      child.exitCode === null && child.signalCode === null
        ? ((await once(child, 'exit')) as [number | null, NodeJS.Signals | null])
        : [child.exitCode, child.signalCode];
    return { how, status, signal: killedBy, lastLines };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
    watched.abort();
    await watching;
    // Also after a good end: nothing that it started outlives it.
    await endProcesses(group, run);
    await Promise.race([closed, wait(PIPES_MS, undefined, { ref: false })]);
    for (const pipe of child.stdio) pipe?.destroy();
  }
}

async function started(child: ReturnType<typeof spawn>): Promise<number> {
  if (child.pid === undefined) throw (await once(child, 'error'))[0];
  return child.pid;
}

/** The limit of the shell holds for one process; this one holds for all of the run together. */
async function watchMemory(
  run: string,
  memoryMb: number,
  { over, until }: { readonly over: () => void; readonly until: AbortSignal },
): Promise<void> {
  const strangers = new Set<string>();
  while (!until.aborted) {
    await wait(LOOK_EVERY_MS, undefined, { signal: until, ref: false }).catch(() => undefined);
    if (until.aborted) return;
    if ((await memoryMbOf(await processesOf(run, strangers))) > memoryMb) return over();
  }
}
