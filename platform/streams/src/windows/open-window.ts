import type { WindowFigures } from '../figures/window-figures.js';
import type { WindowPlan } from '../plan/stream-plan.js';
import type { Data } from '../reading/arrival.js';
import type { Span } from './windows-of.js';

/** A window of one key that may still change. */
export interface OpenWindow extends Span {
  readonly key: string;
  /** Made with the window and not of its key, which may be personal. */
  readonly id: string;
  /** Of the result that was given last; 0 before the first. */
  revision: number;
  readonly figures: WindowFigures;
}

/** The result of a window in its present revision. */
export const resultOf = (plan: WindowPlan, { id, key, start, end, revision, figures }: OpenWindow): Data => ({
  resultId: `${id}-${revision}`,
  windowStart: new Date(start).toISOString(),
  windowEnd: new Date(end).toISOString(),
  revision,
  [plan.key]: key,
  ...figures.results(plan.aggregates),
});

/** Earlier windows first, then by key: the order in which results are given. */
export const inOrder = (one: OpenWindow, other: OpenWindow): number =>
  one.end - other.end || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
