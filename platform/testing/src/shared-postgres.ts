import { spawn } from 'node:child_process';
import { mkdtempSync, chmodSync, readFileSync } from 'node:fs';
import { globalAgent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@mesh/database';

/** Node's own modules are the same objects for all test files of a process; Jest gives each file its own `globalThis`. */
const shelf = globalAgent as unknown as Record<symbol, Promise<string> | undefined>;
const PLACE = Symbol.for('mesh.testing.postgres');

/** Waits for the end of its input, which is our end however it comes, then stops PostgreSQL and removes its folder. */
const REAPER =
  'trap "" INT HUP TERM; cat >/dev/null; kill -QUIT "$1"; while kill -0 "$1" 2>/dev/null; do sleep 0.05; done; rm -rf "$2"';

/** The URL of the PostgreSQL of this test process, started at the first call; it ends with the process. */
export function sharedPostgres(): Promise<string> {
  return (shelf[PLACE] ??= start());
}

async function start(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'mesh-test-'));
  chmodSync(home, 0o711);
  const { url } = await startEmbeddedPostgres({ home });
  const pid = readFileSync(join(home, 'database', 'postmaster.pid'), 'utf8').split('\n', 1)[0] ?? '';
  const reaper = spawn('/bin/sh', ['-c', REAPER, 'reaper', pid, home], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  reaper.unref();
  (reaper.stdin as unknown as { unref?(): void }).unref?.();
  return url;
}
