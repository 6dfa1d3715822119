import { WindowFigures } from '../figures/window-figures.js';
import type { WindowPlan } from '../plan/stream-plan.js';
import type { Arrival } from '../reading/arrival.js';
import type { TaskClock } from '../task/task-clock.js';
import type { OpenWindow } from './open-window.js';
import { windowsOf, type Span } from './windows-of.js';

/** Names one window of one key. */
export const windowName = (key: string, start: number): string => `${start}/${key}`;

/** What became of a batch: the windows that changed, and the events that were too late for all of theirs. */
export interface WorkedIn {
  readonly touched: readonly OpenWindow[];
  readonly late: readonly Arrival[];
}

export interface WindowBatchParts {
  readonly clock: TaskClock;
  readonly now: number;
  /** The windows that were open before, by `windowName`. */
  readonly open: ReadonlyMap<string, OpenWindow>;
  readonly newId: () => string;
}

/** The windows that a batch may touch. */
export function reachable(
  plan: WindowPlan,
  clock: TaskClock,
  arrivals: readonly Arrival[],
): ReadonlyMap<string, Span & { key: string }> {
  const spans = new Map<string, Span & { key: string }>();
  for (const { key, at } of arrivals) {
    for (const span of windowsOf(at, plan)) {
      if (!clock.isPast(span.end + plan.latenessMs)) spans.set(windowName(key, span.start), { ...span, key });
    }
  }
  return spans;
}

/**
 * Works events into their windows one after the other: what an event finds depends on the events before it in its
 * partition and not on how they were batched. A window is over when the watermark is its lateness past its end.
 */
export function workIn(
  plan: WindowPlan,
  arrivals: readonly Arrival[],
  { clock, now, open, newId }: WindowBatchParts,
): WorkedIn {
  const touched = new Map<string, OpenWindow>();
  const late: Arrival[] = [];
  for (const arrival of arrivals) {
    const { key, at, data } = arrival;
    let isTaken = false;
    for (const span of windowsOf(at, plan)) {
      if (clock.isPast(span.end + plan.latenessMs)) continue;
      isTaken = true;
      const name = windowName(key, span.start);
      const window = touched.get(name) ?? open.get(name) ?? fresh(plan, key, span, newId());
      window.figures.add(data);
      touched.set(name, window);
    }
    if (!isTaken) late.push(arrival);
    clock.observe(arrival.origin, arrival.clockAt, now);
  }
  return { touched: [...touched.values()], late };
}

const fresh = (plan: WindowPlan, key: string, span: Span, id: string): OpenWindow => ({
  ...span,
  key,
  id,
  revision: 0,
  figures: new WindowFigures(plan.aggregates),
});
