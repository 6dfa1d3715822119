import type { JoinPlan } from '../plan/stream-plan.js';
import type { Arrival } from '../reading/arrival.js';
import type { TaskClock } from '../task/task-clock.js';
import { isLate, partnersOf } from './join-times.js';
import { nameOf, waitingOf, type Pair, type Waiting } from './waiting.js';

/** What became of a batch: who is in time, and how many came too late. */
export interface Admitted {
  readonly timely: readonly Waiting[];
  readonly late: number;
}

/** Takes events in one after the other; one that comes twice in a batch is taken once. */
export function admit(plan: JoinPlan, arrivals: readonly Arrival[], clock: TaskClock, now: number): Admitted {
  const timely = new Map<string, Waiting>();
  let late = 0;
  for (const arrival of arrivals) {
    const name = nameOf(arrival);
    if (isLate(plan, arrival, clock.watermark)) late += 1;
    else if (!timely.has(name)) {
      const { firstKey } = arrival;
      timely.set(name, waitingOf(arrival, firstKey === undefined ? undefined : timely.get(nameOf(arrival, firstKey))));
    }
    clock.observe(arrival.origin, arrival.clockAt, now);
  }
  return { timely: [...timely.values()], late };
}

/** Those of a batch that belong together. */
export function pairsAmong(plan: JoinPlan, events: readonly Waiting[]): readonly Pair[] {
  // A batch is of one topic, and so of one side, as long as no partition is read anew.
  if (events.every(({ side }) => side === events[0]?.side)) return [];
  const byKey = new Map<string, Waiting[]>();
  const pairs: Pair[] = [];
  for (const event of events) {
    const others = byKey.get(event.key) ?? [];
    byKey.set(event.key, others);
    for (const other of others) {
      if (areWithin(plan, event, other)) pairs.push(pairOf(event, other));
    }
    others.push(event);
  }
  return pairs;
}

/** Two events of one key as a pair; both have found somebody now. */
export function pairOf(one: Waiting, other: Waiting): Pair {
  one.matched = other.matched = true;
  return one.side === 'left' ? { left: one, right: other } : { left: other, right: one };
}

function areWithin(plan: JoinPlan, one: Waiting, other: Waiting): boolean {
  if (one.side === other.side) return false;
  const [from, to] = partnersOf(plan, one);
  return other.at >= from && other.at <= to;
}
