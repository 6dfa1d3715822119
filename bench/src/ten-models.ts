import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callersOf, freePorts } from '@mesh/test-journeys';
import { startLoad } from './load/start-load.js';
import { ask, trainContinuously, type ControlPlane, type TrainingFigures } from './ten-models/continuous-training.js';
import { startTenModels, type ServerFigures, type TenModels } from './ten-models/ten-models-process.js';

const MODELS = Array.from({ length: 10 }, (_, number) => `bench-model-${number}`);
const CALLS_PER_SECOND_EACH = 200;
const CONNECTIONS = 64;
const BASELINE_MS = 35_000;
const TRAINING_MS = 65_000;
const WARM_UP_MS = 5_000;
const READING = { person: 'p-{person}', age: 63, pulse: 90, pressure: 145, oxygen: 95, weight: 80, sugar: 110 };

/** How calls fared, and the process that answered them; latencies count from when a call was due. */
type Phase = Readonly<Record<'answered' | 'refused' | 'failed' | 'p50Ms' | 'p90Ms' | 'p99Ms' | 'worstMs', number>> & {
  readonly server: ServerFigures;
};

/** Scoring by ten models at 200 calls a second each, without training and while all ten are trained without a pause. */
export interface TenModelsBench {
  /** The baseline: the same calls to the same mesh. */
  readonly withoutTraining: Phase;
  readonly whileTraining: Phase & TrainingFigures;
  /** While training over without. */
  readonly ratios: Readonly<Record<'p50' | 'p99', number>>;
}

/** `npm run bench -- ten-models` */
export async function run(): Promise<TenModelsBench> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  await chmod(folder, 0o711);
  const place = { home: join(folder, 'home'), port: await freePorts() };
  const server = await startTenModels(place);
  try {
    const callers = callersOf(place);
    const [app, scientist] = [await callers.token('bracelet-app'), await callers.token('dana-scientist')];
    const plane: ControlPlane = { address: `http://127.0.0.1:${place.port}`, token: scientist };
    const domain: ControlPlane = { address: `http://127.0.0.1:${place.port + 1}`, token: app };
    const servedBy = async (model: string): Promise<string> =>
      String((await ask(domain, `/${model}/v1/scores`, 'POST', { ...READING, person: 'looker' }))['modelVersion']);
    const calls = { port: place.port + 1, token: app };
    const withoutTraining = await loaded(server, { ...calls, durationMs: BASELINE_MS });
    const until = new AbortController();
    const training = trainContinuously(plane, { models: MODELS, servedBy, until: until.signal });
    const under = await loaded(server, { ...calls, durationMs: TRAINING_MS }).finally(() => until.abort());
    const whileTraining = { ...under, ...(await training) };
    const ratio = (one: number, other: number): number => Math.round((100 * one) / other) / 100;
    return {
      withoutTraining,
      whileTraining,
      ratios: {
        p50: ratio(whileTraining.p50Ms, withoutTraining.p50Ms),
        p99: ratio(whileTraining.p99Ms, withoutTraining.p99Ms),
      },
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Calls all ten at their rate, from one process: ten generators would take the processor from what they measure. */
async function loaded(
  server: TenModels,
  { port, token, durationMs }: { readonly port: number; readonly token: string; readonly durationMs: number },
): Promise<Phase> {
  await server.figures();
  const { figures: load } = startLoad({
    host: '127.0.0.1',
    port,
    path: MODELS.map((model) => `/${model}/v1/scores`),
    token,
    bodies: [JSON.stringify(READING)],
    connections: CONNECTIONS,
    ratePerSecond: CALLS_PER_SECOND_EACH * MODELS.length,
    durationMs,
    warmUpMs: WARM_UP_MS,
    timeoutMs: 10_000,
  });
  const { answered, refused, failed, p50Micros, p90Micros, p99Micros, maxMicros } = await load;
  return {
    answered,
    refused: Object.values(refused).reduce((total, count) => total + count, 0),
    failed,
    p50Ms: p50Micros / 1_000,
    p90Ms: p90Micros / 1_000,
    p99Ms: p99Micros / 1_000,
    worstMs: maxMicros / 1_000,
    server: await server.figures(),
  };
}
