import { v5 as uuidv5 } from 'uuid';
import type { JoinPlan } from '../plan/stream-plan.js';
import type { Data } from '../reading/arrival.js';
import type { Pair } from './waiting.js';

/** Any fixed UUID: ids of pairs are named within it (RFC 9562, version 5). */
const PAIRS = '6f9a1d52-31c7-4c0e-9d0c-0b7a5b0f6e21';

/** The result of a pair; what is right is null where there was nobody. */
export function joinResultOf({ select }: JoinPlan, { left, right }: Pair): Data {
  const fields = Object.entries(select).map(([name, { side, field }]) => [
    name,
    (side === 'left' ? left : right)?.data[field] ?? null,
  ]);
  return { joinId: joinId({ left, ...(right && { right }) }), ...Object.fromEntries(fields) };
}

/** The same for the same two events, from whichever time the log is read. */
function joinId({ left, right }: Pair): string {
  const names = [left.source, left.id, ...(right === undefined ? [] : [right.source, right.id])];
  return uuidv5(JSON.stringify(names), PAIRS);
}
