import type { DescribedWatch } from '@mesh/events';
import { scoreUuid } from '@mesh/models';

import { hashOf } from './case-id.js';
import type { GroupCodes } from './group-codes.js';

/** A score as it waits for the truth: nobody's name in it. */
export interface ScoredCase {
  readonly score: string;
  readonly person: string;
  /** Milliseconds since 1970. */
  readonly scoredAt: number;
  readonly probability: number;
  readonly version: number;
  readonly groups: number;
  /** The fields of the event, for the sketch of its inputs. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What came true, for a score or for a person. */
export interface ObservedOutcome {
  readonly score: string | undefined;
  readonly person: string | undefined;
  readonly outcome: 0 | 1;
  readonly observedAt: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a scored event says for the watch of a model; undefined where it speaks of another, or without a usable figure. */
export function readScored(
  data: unknown,
  { watch, model }: { readonly watch: DescribedWatch['scored']; readonly model: string },
  codes: GroupCodes,
): ScoredCase | undefined {
  const fields = data as Fields;
  const [score, person] = [textOf(fields[watch.score]), textOf(fields[watch.person])];
  const scoredAt = timeOf(fields[watch.at]);
  const probability = fields[watch.probability];
  const version = Number(fields[watch.version]);
  if (watch.model !== undefined && fields[watch.model] !== model) return undefined;
  if (score === undefined || scoredAt === undefined || !isVersion(version)) return undefined;
  if (typeof probability !== 'number' || !(probability >= 0 && probability <= 1)) return undefined;
  return {
    score: scoreUuid(score),
    person: hashOf(person ?? score),
    ...{ scoredAt, probability, version, fields },
    groups: codes.of(fields),
  };
}

/** What an observed event says; undefined where it names neither a score nor a person, or no outcome of 0 or 1. */
export function readObserved(data: unknown, watch: DescribedWatch['observed']): ObservedOutcome | undefined {
  const fields = data as Fields;
  const [score, person] = [textOf(watch.score && fields[watch.score]), textOf(watch.person && fields[watch.person])];
  const outcome = fields[watch.outcome];
  const observedAt = timeOf(fields[watch.at]);
  if ((outcome !== 0 && outcome !== 1) || observedAt === undefined) return undefined;
  if (score === undefined && person === undefined) return undefined;
  return {
    score: score === undefined ? undefined : scoreUuid(score),
    person: person === undefined ? undefined : hashOf(person),
    ...{ outcome, observedAt },
  };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

const isVersion = (version: number): boolean => Number.isInteger(version) && version > 0 && version < 2 ** 31;
