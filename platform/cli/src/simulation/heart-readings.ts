import { seededRandom } from './seeded-random.js';

/** Which share of readings lack each attribute that a bracelet or a record may lack. */
const MISSING_SHARE = 0.15;

/**
 * Synthetic bracelet documents: plausible ranges of the UCI heart attributes, with gaps, the same for the same seed.
 * Units as in the port: years, mm[Hg], mg/dL, beats per minute, mm of ST depression.
 */
export function heartReadings(seed: number): (measuredAt: Date) => Record<string, unknown> {
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => Math.round(low + random() * (high - low));
  const oneOf = (...codes: readonly number[]): number => codes[Math.floor(random() * codes.length)] ?? 0;
  const maybe = (value: number): number | null => (random() < MISSING_SHARE ? null : value);
  return (measuredAt) => ({
    patientId: `synthetic-${seed}-${between(1, 5000)}`,
    measuredAt: measuredAt.toISOString(),
    age: between(30, 78),
    sex: oneOf(0, 1, 1),
    cp: maybe(oneOf(1, 2, 3, 4, 4)),
    trestbps: maybe(between(95, 190)),
    chol: maybe(between(140, 380)),
    fbs: maybe(oneOf(0, 0, 0, 0, 0, 1)),
    restecg: maybe(oneOf(0, 0, 1, 2, 2)),
    thalach: maybe(between(80, 200)),
    exang: maybe(oneOf(0, 0, 1)),
    oldpeak: maybe(Math.round(random() * 40) / 10),
    slope: maybe(oneOf(1, 1, 2, 2, 3)),
    ca: maybe(oneOf(0, 0, 0, 1, 2, 3)),
    thal: maybe(oneOf(3, 3, 3, 6, 7, 7)),
  });
}
