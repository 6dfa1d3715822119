import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@mesh/database';
import { freePorts } from '@mesh/test-journeys';
import { startIssuer } from './ingest/bench-issuer.js';
import { writeWaves } from './ingest/wave-file.js';

const COMMAND = fileURLToPath(new URL('../../platform/cli/bin/mesh.mjs', import.meta.url));
const READY_WITHIN_MS = 60_000;
/** As the command starts a service. */
const NODE_OPTIONS = ['--max-semi-space-size=64', '--heap-growing-percent=60', '--v8-pool-size=1'];

/** How fast a file is taken in, and what the two sides hold at most, beside csv-parse that only reads it. */
export interface IngestBench {
  readonly name: 'ingest';
  readonly figures: Readonly<Record<string, number>>;
  readonly baseline: Readonly<Record<string, number>>;
}

/** `npm run bench -- ingest [--gigabytes 10]`: a CSV of rows of about a kilobyte through `mesh ingest` into a real service. */
export async function run(): Promise<IngestBench> {
  const { values } = parseArgs({ options: { gigabytes: { type: 'string', default: '1' } }, strict: false });
  const folder = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  await chmod(folder, 0o711);
  const file = join(folder, 'waves.csv');
  const issuer = await startIssuer();
  const postgres = await startEmbeddedPostgres({ home: folder });
  try {
    const written = await writeWaves(file, Number(values['gigabytes']) * 1e9);
    const bare = await readBare(file);
    const sent = await send(file, { folder, issuer, databaseUrl: postgres.url });
    const megabytes = written.bytes / 1e6;
    if (sent.accepted !== written.rows) throw new Error(`${written.rows} rows were sent, ${sent.accepted} accepted`);
    return {
      name: 'ingest',
      figures: {
        gigabytes: written.bytes / 1e9,
        rows: written.rows,
        megabytesPerSecond: megabytes / sent.seconds,
        rowsPerSecond: written.rows / sent.seconds,
        shareOfReadingAlone: bare.seconds / sent.seconds,
        serverPeakMiB: sent.serverPeakMiB,
        clientPeakMiB: sent.clientPeakMiB,
      },
      baseline: {
        csvParseMegabytesPerSecond: megabytes / bare.seconds,
        csvParseRowsPerSecond: bare.rows / bare.seconds,
        serverIdleMiB: sent.serverIdleMiB,
      },
    };
  } finally {
    issuer.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** csv-parse in a process of its own. */
async function readBare(file: string): Promise<{ rows: number; seconds: number }> {
  const child = fork(script('bare-csv-parse'), [file], { execArgv: [] });
  const [figures] = (await once(child, 'message')) as [{ rows: number; seconds: number }];
  return figures;
}

interface Place {
  readonly folder: string;
  readonly issuer: { readonly url: string; readonly token: string };
  readonly databaseUrl: string;
}

async function send(file: string, { folder, issuer, databaseUrl }: Place) {
  const port = await freePorts();
  const env = { ...process.env, MESH_HOME: join(folder, 'home'), MESH_PORT: String(port), NODE_OPTIONS: '' };
  const server = fork(script('serve-waves'), [], {
    env: { ...env, DATABASE_URL: databaseUrl, OIDC_ISSUER: issuer.url },
    execArgv: NODE_OPTIONS,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  try {
    await once(server.stdout as NodeJS.ReadableStream, 'data', { signal: AbortSignal.timeout(READY_WITHIN_MS) });
    const serverIdleMiB = peakMiB(server);
    const client = spawn(COMMAND, ['ingest', 'cardiology.bench-waves', 'measured', '--file', file, '--json'], {
      env: { ...env, MESH_TOKEN: issuer.token },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let clientPeakMiB = 0;
    const look = setInterval(() => (clientPeakMiB = Math.max(clientPeakMiB, peakMiB(client))), 500);
    let said = '';
    client.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(client, 'exit').finally(() => clearInterval(look));
    const { accepted, seconds } = JSON.parse(said) as { accepted: number; seconds: number };
    return { accepted, seconds, serverIdleMiB, serverPeakMiB: peakMiB(server), clientPeakMiB };
  } finally {
    const gone = once(server, 'exit');
    server.disconnect();
    await gone;
  }
}

const script = (name: string): string => fileURLToPath(new URL(`./ingest/${name}.js`, import.meta.url));

/** The most memory that a process has held in one moment (VmHWM); 0 once it is gone. */
function peakMiB({ pid }: ChildProcess): number {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return Math.round(Number(kibibytes) / 1_024);
  } catch {
    return 0;
  }
}
