import type { JoinPlan } from '../plan/stream-plan.js';
import type { Arrival } from '../reading/arrival.js';
import type { TaskClock } from '../task/task-clock.js';
import { isLate, partnersOf } from './join-times.js';
import { waitingOf, type Pair, type Waiting } from './waiting.js';

/** What became of a batch: who waits now, which of them belong together, how many came too late. */
export interface Entered {
  readonly entered: readonly Waiting[];
  readonly pairs: readonly Pair[];
  readonly late: number;
}

/** Takes events in one after the other, and finds the partners that are among them. */
export function enter(plan: JoinPlan, arrivals: readonly Arrival[], clock: TaskClock, now: number): Entered {
  const byKey = new Map<string, Waiting[]>();
  const entered: Waiting[] = [];
  const pairs: Pair[] = [];
  let late = 0;
  for (const arrival of arrivals) {
    if (isLate(plan, arrival, clock.watermark)) late += 1;
    else {
      const waiting = waitingOf(arrival);
      const others = byKey.get(waiting.key) ?? [];
      byKey.set(waiting.key, others);
      for (const other of others) {
        if (areWithin(plan, waiting, other)) pairs.push(pairOf(waiting, other));
      }
      others.push(waiting);
      entered.push(waiting);
    }
    clock.observe(arrival.origin, arrival.clockAt, now);
  }
  return { entered, pairs, late };
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
