import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@mesh/database';
import { eventually } from '@mesh/testing';
import { Relay } from '../network/relay.js';
import type { LogKind, LogUnderTest } from './log-under-test.js';

/** The log on an embedded PostgreSQL, which takes another port at each start: a relay keeps the address. */
export const onPostgres: LogKind = {
  name: 'PostgreSQL',
  describe,
  async start(given) {
    const home = given ?? (await mkdtemp(join(tmpdir(), 'mesh-faults-')));
    // PostgreSQL runs as a user of its own when the caller is root: it must be able to pass through.
    await chmod(home, 0o711);
    let server: EmbeddedPostgres = await startEmbeddedPostgres({ home });
    const targetOf = ({ url }: EmbeddedPostgres) => ({ host: '127.0.0.1', port: Number(new URL(url).port) });
    const relay = await Relay.listen({ host: '127.0.0.1', port: 0 }, targetOf(server));
    const url = new URL(server.url);
    url.port = String(relay.port);
    const isUp = (): boolean => isAlive(postmasterOf(home));
    return {
      address: { kind: 'postgres', url: url.href },
      effects: url.href,
      ports: [relay.port],
      isUp,
      async kill() {
        process.kill(postmasterOf(home), 'SIGKILL');
        await eventually(() => !isUp());
      },
      async restart() {
        await server.stop();
        server = await startEmbeddedPostgres({ home });
        relay.target = targetOf(server);
      },
      async dispose() {
        relay.close();
        await server.stop();
        if (given === undefined) await rm(home, { recursive: true, force: true });
      },
    } satisfies LogUnderTest;
  },
};

function postmasterOf(home: string): number {
  try {
    return Number(readFileSync(join(home, 'database', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
