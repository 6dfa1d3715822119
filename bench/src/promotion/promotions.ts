import { setTimeout as wait } from 'node:timers/promises';
import { ask } from '../ten-models/continuous-training.js';

const LOOK_EVERY_MS = 5;
const SERVED_WITHIN_MS = 60_000;

export interface PromotionPlan {
  readonly controlPlane: string;
  /** Processes that serve the model. */
  readonly services: readonly string[];
  readonly model: string;
  readonly reading: object;
  /** Promoted in turn. */
  readonly versions: readonly [string, string];
  readonly times: number;
  readonly scientist: string;
  readonly app: string;
}

/** Milliseconds. */
export interface PromotionFigures {
  readonly promotions: number;
  readonly processes: number;
  /** From the answer to the move of the alias until the last process answered by the version. */
  readonly everywhereMs: { readonly median: number; readonly worst: number };
  /** The baseline: the move of the alias itself, from request to answer, its gates looked at and its event stored. */
  readonly aliasMoveMs: { readonly median: number; readonly worst: number };
  /** Calls meanwhile, and how many of them were not answered well. */
  readonly calls: number;
  readonly unanswered: number;
}

/** Moves the alias to and fro and looks in every process until it has followed. */
export async function promotions(plan: PromotionPlan): Promise<PromotionFigures> {
  const { controlPlane, services, model, reading, versions, times, scientist, app } = plan;
  const [everywhere, moves]: [number[], number[]] = [[], []];
  let [calls, unanswered] = [0, 0];
  const followed = async (service: string, version: string, until: number): Promise<void> => {
    for (;;) {
      calls += 1;
      const by = await ask({ address: service, token: app }, `/${model}/v1/scores`, 'POST', { ...reading }).then(
        (answer) => (answer['model'] as { version: string }).version,
        () => undefined,
      );
      if (by === version) return;
      if (by === undefined) unanswered += 1;
      if (performance.now() > until) throw new Error(`version ${version} does not serve at ${service}`);
      await wait(LOOK_EVERY_MS);
    }
  };
  for (let nth = 0; nth < times; nth += 1) {
    const version = versions[nth % 2] as string;
    const askedAt = performance.now();
    await ask({ address: controlPlane, token: scientist }, `/models/${model}/aliases/champion`, 'PUT', { version });
    const movedAt = performance.now();
    moves.push(movedAt - askedAt);
    await Promise.all(services.map((service) => followed(service, version, movedAt + SERVED_WITHIN_MS)));
    everywhere.push(performance.now() - movedAt);
  }
  return {
    promotions: times,
    processes: services.length,
    everywhereMs: spreadOf(everywhere),
    aliasMoveMs: spreadOf(moves),
    calls,
    unanswered,
  };
}

function spreadOf(values: readonly number[]): { readonly median: number; readonly worst: number } {
  const sorted = [...values].sort((one, other) => one - other);
  const rounded = (value = NaN): number => Math.round(value * 10) / 10;
  return { median: rounded(sorted[sorted.length >> 1]), worst: rounded(sorted.at(-1)) };
}
