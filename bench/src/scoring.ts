import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callersOf, MeshProcess, settledHistory } from '@mesh/test-journeys';
import { startBaseline } from './baselines/baseline-process.js';
import { HEART_READING } from './load/heart-reading.js';
import type { LoadPlan } from './load/load-plan.js';
import { measure, type MeasuredLoad, type Server } from './measured-load.js';

const DURATION_MS = 15_000;
const FULL_LOAD = { connections: 256, durationMs: DURATION_MS, warmUpMs: 3_000 };
const STEADY_RATES = [200, 2_000];
/** Until what is called often is compiled. */
const WARM_UP = { connections: 256, durationMs: 10_000, ratePerSecond: 2_000 };
/**
 * A home that has been in use: PostgreSQL writes the first half of a gigabyte of its log into new files, and a commit
 * waits for each. Then a calm in which what follows from these scores is done.
 */
const IN_USE = { ...WARM_UP, durationMs: 60_000 };
const CALM = { connections: 256, durationMs: 20_000, ratePerSecond: 200 };
/** Longer than a burst, which everything else in the mesh lets pass: behind it the calls share the machine. */
const BURST = { connections: 256, durationMs: 35_000 };
/** Two turns of what waits for calls to pass: half a minute each. */
const BEHIND_A_BURST = { ...FULL_LOAD, durationMs: 60_000 };
const LAKE_TIMEOUT_MS = 240_000;

/**
 * The bracelet's port of a real mesh beside a bare JSON echo and the bare framework, in one run on one machine. The speed
 * of a shared machine drifts within minutes, so that the bare echo is measured before the port and after it.
 */
export async function run(): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  const mesh = await MeshProcess.create();
  try {
    const bareNodeHttp = await withEcho('bare-echo', warmAtEachPace);
    const nestFastify = await withEcho('nest-echo', warmAtEachPace);
    await mesh.start();
    const idsFile = join(folder, 'ids.txt');
    const token = await callersOf(mesh.place).token('bracelet-app');
    const port = mesh.place.port + 1;
    const server: Server = { pid: mesh.pid, postgresPid: mesh.postgresPid };
    const plan = { ...planFor(port, '/heart-disease-risk/v1/scores'), token, idsFile };
    await measure(server, { ...plan, ...IN_USE });
    await measure(server, { ...plan, ...CALM });
    const scoringPort = await atEachPace(server, plan);
    const sustained = await behindABurst(server, plan);
    const settlingSince = performance.now();
    const lake = await settledHistory(mesh.place.home, idsFile, LAKE_TIMEOUT_MS);
    const secondsUntilAllWereThere = Math.round((performance.now() - settlingSince) / 100) / 10;
    await mesh.stop();
    const bareAfter = await withEcho('bare-echo', atFullLoad);
    const bare = [bareNodeHttp.full, bareAfter];
    return {
      bareNodeHttp: bareNodeHttp.full,
      bareNodeHttpAfter: bareAfter,
      bareNodeHttpSteady: bareNodeHttp.steady,
      nestFastify: { ...nestFastify.full, ...ratios(bare, nestFastify.full) },
      nestFastifySteady: nestFastify.steady,
      scoringPort: { ...scoringPort.full, ...ratios(bare, scoringPort.full) },
      scoringPortSteady: scoringPort.steady,
      scoringPortSustained: { ...sustained.full, ...ratios(bare, sustained.full) },
      scoringPortSustainedSteady: sustained.steady,
      lake: { ...lake, secondsUntilAllWereThere },
    };
  } finally {
    await mesh.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a server does at each steady rate and at full load. */
interface Paces {
  readonly steady: Readonly<Record<string, MeasuredLoad>>;
  readonly full: MeasuredLoad;
}

type Plan = Omit<LoadPlan, 'connections' | 'durationMs'>;

async function atEachPace(server: Server, plan: Plan): Promise<Paces> {
  // Before the full load: what follows from its scores goes on for a while after its last call.
  const steady: Record<string, MeasuredLoad> = {};
  for (const ratePerSecond of STEADY_RATES)
    steady[`${ratePerSecond}/s`] = await measure(server, { ...plan, ...FULL_LOAD, ratePerSecond });
  return { steady, full: await measure(server, { ...plan, ...FULL_LOAD }) };
}

async function warmAtEachPace(server: Server, plan: Plan): Promise<Paces> {
  await measure(server, { ...plan, ...WARM_UP });
  return atEachPace(server, plan);
}

/** What the port does when a load has gone on for longer than anything else waits for its end. */
async function behindABurst(server: Server, plan: Plan): Promise<Paces> {
  const [, ratePerSecond = 0] = STEADY_RATES;
  await measure(server, { ...plan, ...BURST, ratePerSecond });
  const steady = { [`${ratePerSecond}/s`]: await measure(server, { ...plan, ...BEHIND_A_BURST, ratePerSecond }) };
  await measure(server, { ...plan, ...BURST });
  return { steady, full: await measure(server, { ...plan, ...BEHIND_A_BURST }) };
}

async function atFullLoad(server: Server, plan: Plan): Promise<MeasuredLoad> {
  await measure(server, { ...plan, ...WARM_UP });
  return measure(server, { ...plan, ...FULL_LOAD });
}

async function withEcho<Figures>(
  name: 'bare-echo' | 'nest-echo',
  load: (server: Server, plan: Plan) => Promise<Figures>,
): Promise<Figures> {
  const echo = await startBaseline(name);
  try {
    return await load({ pid: echo.pid }, planFor(echo.port, '/'));
  } finally {
    await echo.stop();
  }
}

const planFor = (port: number, path: string): Plan => ({
  host: '127.0.0.1',
  port,
  path,
  bodies: [HEART_READING],
  timeoutMs: 10_000,
});

/** Throughput as a share of the baselines' mean, and processor time of the server as a multiple of theirs. */
function ratios(baselines: readonly MeasuredLoad[], measured: MeasuredLoad): Record<string, number> {
  const ratio = (of: (load: MeasuredLoad) => number): number => {
    const mean = baselines.reduce((sum, baseline) => sum + of(baseline), 0) / baselines.length;
    return Math.round((1000 * of(measured)) / mean) / 1000;
  };
  return {
    throughputToBare: ratio(({ perSecond }) => perSecond),
    processorTimeToBare: ratio(({ processMicrosPerCall }) => processMicrosPerCall),
  };
}
