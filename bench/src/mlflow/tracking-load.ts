import type { LoadFigures } from '../load/load-plan.js';
import { startLoad } from '../load/start-load.js';

/** A tracking server and how it is asked. */
export interface Asked {
  readonly address: string;
  readonly token?: string;
}

const RUNS = 1_000;
const CONNECTIONS = 16;
/** MLflow's own server gives up waiting for its database when many runs are made at once. */
const MADE_AT_ONCE = 4;
const DURATION_MS = 15_000;
const WARM_UP_MS = 3_000;

/** Makes a thousand runs with ten metrics, five parameters and three tags each, and one more to log to. */
export async function askingRuns(asked: Asked): Promise<{ readonly experiment: string; readonly run: string }> {
  const { experiment_id: experiment } = await post<{ experiment_id: string }>(asked, 'experiments/create', {
    name: 'bench',
  });
  for (let first = 0; first < RUNS; first += MADE_AT_ONCE) {
    const some = Array.from({ length: Math.min(MADE_AT_ONCE, RUNS - first) }, (_, at) => first + at);
    await Promise.all(some.map((at) => oneRun(asked, experiment, at)));
  }
  return { experiment, run: await oneRun(asked, experiment, RUNS) };
}

async function oneRun(asked: Asked, experiment: string, at: number): Promise<string> {
  const created = await post<{ run: { info: { run_id: string } } }>(asked, 'runs/create', {
    experiment_id: experiment,
    start_time: 1_767_225_600_000 + at,
    run_name: `run ${at}`,
  });
  const run_id = created.run.info.run_id;
  const names = Array.from({ length: 9 }, (_, number) => `metric-${number}`);
  await post(asked, 'runs/log-batch', {
    run_id,
    metrics: ['auc', ...names].map((key) => ({ key, value: (at % 997) / 997, timestamp: 1_767_225_600_000, step: 0 })),
    params: ['depth', 'rate', 'rounds', 'seed', 'split'].map((key) => ({ key, value: '3' })),
    tags: ['site', 'cohort', 'note'].map((key) => ({ key, value: `value ${at % 7}` })),
  });
  return run_id;
}

/** Sixteen connections that call again as soon as they were answered. */
export async function calls(asked: Asked, path: string, bodies: readonly string[]): Promise<LoadFigures> {
  const { hostname, port } = new URL(asked.address);
  return startLoad({
    host: hostname,
    port: Number(port),
    path,
    ...(asked.token && { token: asked.token }),
    bodies,
    connections: CONNECTIONS,
    durationMs: DURATION_MS,
    warmUpMs: WARM_UP_MS,
    timeoutMs: 30_000,
  }).figures;
}

async function post<Answer>({ address, token }: Asked, call: string, body: object): Promise<Answer> {
  const answer = await fetch(`${address}/api/2.0/mlflow/${call}`, {
    method: 'POST',
    // MLflow's server closes idle connections at any moment: each of these few calls has its own.
    headers: {
      'content-type': 'application/json',
      connection: 'close',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${call} was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
