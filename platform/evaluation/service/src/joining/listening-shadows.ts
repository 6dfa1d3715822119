import { setImmediate as nextTurn } from 'node:timers/promises';

import type { ModelRegistry } from '@mesh/models';
import type { Logger, ScorerFactory } from '@mesh/runtime';
import type { Scorer } from '@mesh/serving';

import type { Trials } from '../actions/trials.js';
import type { ScoredCase } from './read-events.js';

/** What a shadow says of one row. */
export interface HeardScore {
  readonly version: number;
  readonly probability: number;
}

/** By the id of the score. */
export type Heard = ReadonlyMap<string, HeardScore>;

interface Parts {
  readonly registry: ModelRegistry;
  readonly scorers: ScorerFactory | undefined;
  readonly trials: Trials;
  readonly logger: Logger;
}

interface Listener {
  readonly version: string;
  readonly features: readonly string[];
  readonly scorer: Scorer;
}

const ROWS_A_RUN = 256;
/** Of one batch of events; what is left then is not heard: joining goes first. */
const LONGEST_MS = 100;
const RETRY_MS = 60_000;

/**
 * Asks the shadows of models what they say of rows that were answered, as the `scored` events tell them: with the outcome
 * this gives a loss, which a difference to the answer is not.
 */
export class ListeningShadows {
  private readonly listeners = new Map<string, Listener>();
  /** By model, the version that could not be asked, and until when it is not asked again. */
  private readonly deaf = new Map<string, { readonly version: string | undefined; readonly until: number }>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: Parts) {}

  /** Of cases of one model, those that a shadow has heard. Never fails: a trial may miss rows, the joining may not. */
  hear(model: string, cases: readonly ScoredCase[]): Promise<Heard> {
    if (this.parts.scorers === undefined || cases.length === 0) return Promise.resolve(new Map());
    // One after another: nobody closes a scorer that another batch is asking.
    const heard = this.turn.then(() => this.hearNow(model, cases));
    this.turn = heard.catch(() => undefined);
    return heard;
  }

  async close(): Promise<void> {
    await this.turn;
    await Promise.all([...this.listeners.values()].map(({ scorer }) => scorer.close()));
    this.listeners.clear();
  }

  private async hearNow(model: string, cases: readonly ScoredCase[]): Promise<Heard> {
    const version = await this.parts.trials.shadowOf(model);
    const deaf = this.deaf.get(model);
    if (deaf !== undefined && deaf.version === version && deaf.until > performance.now()) return new Map();
    try {
      const listener = await this.listenerOf(model, version);
      return listener === undefined ? new Map() : await heardBy(listener, cases);
    } catch (cause) {
      this.parts.logger.warn({ model, version, cause }, 'a shadow could not be asked; its outcomes are not judged now');
      this.deaf.set(model, { version, until: performance.now() + RETRY_MS });
      return new Map();
    }
  }

  private async listenerOf(model: string, version: string | undefined): Promise<Listener | undefined> {
    const standing = this.listeners.get(model);
    if (standing?.version === version) return standing;
    this.listeners.delete(model);
    await standing?.scorer.close();
    const found = version === undefined ? undefined : await this.open(model, version);
    if (found !== undefined) this.listeners.set(model, found);
    return found;
  }

  private async open(model: string, number: string): Promise<Listener> {
    const { registry, scorers } = this.parts;
    const version = await registry.version(model, number);
    const onnx = version && (await registry.artifact(version.onnxSha256));
    if (version === undefined || onnx === undefined) throw new Error('the registry names a version without having it');
    const { features } = version.signature;
    const scorer = (scorers as ScorerFactory).create(model, features, 'probability');
    await scorer.swap(version, onnx);
    return { version: number, features, scorer };
  }
}

async function heardBy({ version, features, scorer }: Listener, cases: readonly ScoredCase[]): Promise<Heard> {
  const heard = new Map<string, HeardScore>();
  const until = performance.now() + LONGEST_MS;
  // A message that carries none of the inputs does not tell what was answered.
  const telling = cases.filter(({ fields }) => features.some((name) => typeof fields[name] === 'number'));
  for (let from = 0; from < telling.length && performance.now() < until; from += ROWS_A_RUN) {
    const run = telling.slice(from, from + ROWS_A_RUN);
    const cells = run.flatMap(({ fields }) => features.map((name) => numberOf(fields[name])));
    const probabilities = await scorer.scoreMany(Float32Array.from(cells));
    run.forEach(({ score }, nth) => heard.set(score, { version: Number(version), probability: probabilities[nth]! }));
    await nextTurn();
  }
  return heard;
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN);
