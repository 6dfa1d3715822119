import type { AgreementUsage } from './agreement.js';

const DAY_MS = 86_400_000;
const MOST_DAYS = 60;

/** The calls of each day from the first use to the last, days without use among them; at most the latest sixty. */
export function usageDays({ days }: Pick<AgreementUsage, 'days'>): AgreementUsage['days'] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const calls = new Map(days.map((used) => [used.day, used.calls]));
  const count = Math.round((Date.parse(last.day) - Date.parse(first.day)) / DAY_MS) + 1;
  const all = Array.from({ length: Math.min(count, MOST_DAYS) }, (_, before) =>
    new Date(Date.parse(last.day) - before * DAY_MS).toISOString().slice(0, 10),
  ).toReversed();
  return all.map((day) => ({ day, calls: calls.get(day) ?? 0 }));
}
