import { randomUUID } from 'node:crypto';
import type { Seeded } from '../catalog/seeded.js';

export const MODEL = 'bench-risk';
export const SCORED = 'bench.risk.scored.v1';
export const OBSERVED = 'bench.risk.observed.v1';
export const FEATURES = Array.from({ length: 13 }, (_, n) => `feature${n}`);

/** An event before it stands in the log. */
export interface Score {
  readonly id: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, string | number>>;
}

/** Values of the 13 inputs; the second is a code. */
export const inputs = (random: Seeded): Readonly<Record<string, number>> =>
  Object.fromEntries(FEATURES.map((name, n) => [name, n === 1 ? Math.round(random.next()) : random.next() * 100]));

/** A score of one of 50,000 people. */
export function scoredEvent(random: Seeded): Score {
  const [id, key] = [randomUUID(), `token-${random.between(1, 50_000)}`];
  const fields = {
    ...inputs(random),
    ...{ scoreId: id, patientId: key, scoredAt: new Date().toISOString() },
    ...{ probability: random.next(), modelVersion: '1' },
  };
  return { id, key, fields };
}

/** What came true of a score, as likely as was foreseen. */
export function observedEvent({ id, fields }: Score, random: Seeded): Score {
  const outcome = random.next() < Number(fields['probability']) ? 1 : 0;
  const outcomeId = randomUUID();
  const observed = { outcomeId, scoreId: id, outcome, observedAt: new Date().toISOString() };
  return { id: outcomeId, key: outcomeId, fields: observed };
}
