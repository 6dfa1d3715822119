import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { MeshProcess } from '@mesh/test-journeys';
import { startBarePostgres } from './baselines/bare-postgres.js';
import { childrenOf } from './machine/processor-time.js';
import { proportionalMemoryMiB } from './machine/memory.js';

const IDLE_MS = 20_000;

/** Time until the mesh is ready, first and later, and what it holds when idle, beside an empty Node and a bare PostgreSQL. */
export async function run(): Promise<unknown> {
  const emptyNodeMs = await timed(() => ended(spawn(process.execPath, ['-e', '0'])));
  const barePostgres = await startBarePostgres();
  const mesh = await MeshProcess.create();
  try {
    const firstStartMs = await mesh.start();
    await mesh.stop();
    const secondStartMs = await mesh.start();
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const postgres = mesh.postgresPid;
    const postgresPids = postgres === undefined ? [] : [postgres, ...childrenOf(postgres)];
    return {
      emptyNodeMs: Math.round(emptyNodeMs),
      barePostgresFirstStartMs: Math.round(barePostgres.firstStartMs),
      barePostgresSecondStartMs: Math.round(barePostgres.secondStartMs),
      firstStartMs: Math.round(firstStartMs),
      secondStartMs: Math.round(secondStartMs),
      idleMemoryMiB: { mesh: proportionalMemoryMiB([mesh.pid]), postgres: proportionalMemoryMiB(postgresPids) },
    };
  } finally {
    await mesh.dispose();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function ended(child: ReturnType<typeof spawn>): Promise<void> {
  await once(child, 'exit');
}
