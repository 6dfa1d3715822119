import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { callersOf, freePorts } from '@mesh/test-journeys';
import type { LoadFigures } from './load/load-plan.js';
import { startLoad } from './load/start-load.js';
import { ask, trainContinuously, type ControlPlane, type TrainingFigures } from './ten-models/continuous-training.js';

const MODELS = Array.from({ length: 10 }, (_, number) => `bench-model-${number}`);
const CALLS_PER_SECOND_EACH = 200;
const DURATION_MS = 60_000;
const WARM_UP_MS = 5_000;
const READY_WITHIN_MS = 180_000;
/** As the command starts a service. */
const NODE_OPTIONS = ['--max-semi-space-size=64'];
const READING = { person: 'p-{person}', age: 63, pulse: 90, pressure: 145, oxygen: 95, weight: 80, sugar: 110 };

type Latency = Readonly<Record<'answered' | 'refused' | 'failed' | 'p50Ms' | 'worstP99Ms' | 'worstMs', number>>;

/** Scoring by ten models at 200 calls a second each, without training and while all ten are trained without a pause. */
export interface TenModelsBench {
  readonly withoutTraining: Latency;
  readonly whileTraining: Latency & TrainingFigures;
}

/** `npm run bench -- ten-models` */
export async function run(): Promise<TenModelsBench> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  await chmod(folder, 0o711);
  const place = { home: join(folder, 'home'), port: await freePorts() };
  const server = fork(fileURLToPath(new URL('./ten-models/serve-ten-models.js', import.meta.url)), [], {
    env: { ...process.env, MESH_HOME: place.home, MESH_PORT: String(place.port), NODE_OPTIONS: '' },
    execArgv: NODE_OPTIONS,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  try {
    await once(server.stdout as NodeJS.ReadableStream, 'data', { signal: AbortSignal.timeout(READY_WITHIN_MS) });
    const callers = callersOf(place);
    const [app, scientist] = [await callers.token('bracelet-app'), await callers.token('dana-scientist')];
    const plane: ControlPlane = { address: `http://127.0.0.1:${place.port}`, token: scientist };
    const domain: ControlPlane = { address: `http://127.0.0.1:${place.port + 1}`, token: app };
    const servedBy = async (model: string): Promise<string> =>
      String((await ask(domain, `/${model}/v1/scores`, 'POST', { ...READING, person: 'looker' }))['modelVersion']);
    const withoutTraining = await loaded(place.port + 1, app);
    const until = new AbortController();
    const training = trainContinuously(plane, { models: MODELS, servedBy, until: until.signal });
    const whileTraining = await loaded(place.port + 1, app).finally(() => until.abort());
    return { withoutTraining, whileTraining: { ...whileTraining, ...(await training) } };
  } finally {
    const gone = once(server, 'exit');
    server.disconnect();
    await gone;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Calls all ten at their rate; latencies count from when a call was due. */
async function loaded(port: number, token: string): Promise<Latency> {
  const loads = await Promise.all(
    MODELS.map(
      (model) =>
        startLoad({
          host: '127.0.0.1',
          port,
          path: `/${model}/v1/scores`,
          token,
          bodies: [JSON.stringify(READING)],
          connections: 8,
          ratePerSecond: CALLS_PER_SECOND_EACH,
          durationMs: DURATION_MS,
          warmUpMs: WARM_UP_MS,
          timeoutMs: 10_000,
        }).figures,
    ),
  );
  const sum = (of: (load: LoadFigures) => number): number => loads.reduce((total, load) => total + of(load), 0);
  const worst = (of: (load: LoadFigures) => number): number => Math.max(...loads.map(of)) / 1_000;
  return {
    answered: sum(({ answered }) => answered),
    refused: sum(({ refused }) => Object.values(refused).reduce((total, count) => total + count, 0)),
    failed: sum(({ failed }) => failed),
    p50Ms: sum(({ p50Micros }) => p50Micros) / loads.length / 1_000,
    worstP99Ms: worst(({ p99Micros }) => p99Micros),
    worstMs: worst(({ maxMicros }) => maxMicros),
  };
}
