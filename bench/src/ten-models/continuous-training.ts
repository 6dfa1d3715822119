import { setTimeout as wait } from 'node:timers/promises';

const LOOK_EVERY_MS = 500;
const LOOK_FOR_VERSION_EVERY_MS = 20;
/** A version that does not serve by then counts as not promoted. */
const SERVED_WITHIN_MS = 30_000;

/** Where the control plane is, and who asks it. */
export interface ControlPlane {
  readonly address: string;
  readonly token: string;
}

/** What came of training without a pause. */
export interface TrainingFigures {
  readonly trained: number;
  readonly trainingsFailed: number;
  /** Requests, promotions and looks that were not answered well, and versions that never served. */
  readonly mishaps: number;
  readonly trainedPerMinute: number;
  /** From the request of a promotion until a call was answered by the version. */
  readonly promotedWithinMs: { readonly median: number; readonly worst: number };
}

type Json = Readonly<Record<string, unknown>>;

/** One request; throws unless it is answered well. */
export async function ask({ address, token }: ControlPlane, path: string, method = 'GET', body?: Json): Promise<Json> {
  const answer = await fetch(`${address}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Json;
}

/** Trains each model again as soon as its training has ended, and promotes what came of it, until told to end. */
export async function trainContinuously(
  plane: ControlPlane,
  {
    models,
    servedBy,
    until,
  }: {
    readonly models: readonly string[];
    /** The version that answers a call just now. */
    readonly servedBy: (model: string) => Promise<string>;
    readonly until: AbortSignal;
  },
): Promise<TrainingFigures> {
  const startedAt = performance.now();
  let [trained, trainingsFailed, mishaps] = [0, 0, 0];
  const delays: number[] = [];
  const rebuildOnce = async (model: string, round: number): Promise<void> => {
    const run = await ask(plane, '/training/runs', 'POST', { model, parameters: { l2: 0.1 + (round % 50) / 10 } });
    let state = run;
    while (!until.aborted && state['state'] !== 'completed' && state['state'] !== 'failed') {
      await wait(LOOK_EVERY_MS);
      state = await ask(plane, `/training/runs/${String(run['runId'])}`);
    }
    if (state['state'] === 'failed') trainingsFailed += 1;
    if (state['state'] !== 'completed') return;
    trained += 1;
    const version = String(state['version']);
    const promotedAt = performance.now();
    await ask(plane, `/models/${model}/aliases/champion`, 'PUT', { version });
    while ((await servedBy(model)) !== version) {
      if (performance.now() - promotedAt > SERVED_WITHIN_MS) throw new Error(`version ${version} does not serve`);
      await wait(LOOK_FOR_VERSION_EVERY_MS);
    }
    delays.push(performance.now() - promotedAt);
  };
  const rebuild = async (model: string): Promise<void> => {
    for (let round = 0; !until.aborted; round += 1) {
      // One mishap must not end the measurement; it is told.
      await rebuildOnce(model, round).catch(async () => {
        mishaps += 1;
        await wait(LOOK_EVERY_MS);
      });
    }
  };
  await Promise.all(models.map(rebuild));
  delays.sort((one, other) => one - other);
  return {
    trained,
    trainingsFailed,
    mishaps,
    trainedPerMinute: trained / ((performance.now() - startedAt) / 60_000),
    promotedWithinMs: { median: delays[delays.length >> 1] ?? NaN, worst: delays.at(-1) ?? NaN },
  };
}
