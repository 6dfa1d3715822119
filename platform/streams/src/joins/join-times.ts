import type { JoinPlan } from '../plan/stream-plan.js';
import type { Arrival } from '../reading/arrival.js';

type Sided = Pick<Arrival, 'side' | 'at'>;

/** The times in which partners of an event lie, both ends included, in milliseconds since 1970. */
export const partnersOf = (
  { withinMs, beforeMs }: JoinPlan,
  { side, at }: Sided,
): readonly [from: number, to: number] =>
  side === 'left' ? [at - beforeMs, at + withinMs] : [at - withinMs, at + beforeMs];

/** How long after its time an event can still find a partner that is not too late itself. */
export const waitsMs = ({ withinMs, beforeMs, latenessMs }: JoinPlan, side: 'left' | 'right'): number =>
  (side === 'left' ? withinMs : beforeMs) + latenessMs;

/**
 * Whether an event is too late to be joined. Who is not finds every partner that is not either, whichever came first:
 * an event waits its lateness longer than its last partner may be old.
 */
export const isLate = ({ latenessMs }: JoinPlan, { at }: Sided, watermark: number | null): boolean =>
  watermark !== null && at + latenessMs < watermark;
