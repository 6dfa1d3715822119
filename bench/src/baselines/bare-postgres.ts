import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@mesh/database';

/** What the database alone takes to start, in milliseconds: with and without making its cluster. */
export async function startBarePostgres(): Promise<{ readonly firstStartMs: number; readonly secondStartMs: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  await chmod(folder, 0o711);
  const home = join(folder, 'home');
  try {
    return { firstStartMs: await startOnce(home), secondStartMs: await startOnce(home) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startOnce(home: string): Promise<number> {
  const startedAt = performance.now();
  const postgres = await startEmbeddedPostgres({ home });
  const tookMs = performance.now() - startedAt;
  await postgres.stop();
  return tookMs;
}
