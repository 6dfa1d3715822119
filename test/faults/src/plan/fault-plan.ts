import { Seeded } from '@mesh/bench';

/** Whether the long form of the faults is asked for. */
export const isLong = process.env['FAULTS'] === 'long';

/** The seed of this run: the same faults come at the same distances for the same seed. */
export const seed = Number(process.env['FAULT_SEED'] ?? (isLong ? Date.now() % 1_000_000 : 1));

/** So many in the short form, so many in the long one. */
export const times = (short: number, long: number): number => (isLong ? long : short);

/** Distances between faults, in milliseconds, drawn from the seed. */
export function distances(count: number, fromMs: number, toMs: number): readonly number[] {
  const random = new Seeded(seed);
  return Array.from({ length: count }, () => random.between(fromMs, toMs));
}

/** Lets the load run between two faults. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
