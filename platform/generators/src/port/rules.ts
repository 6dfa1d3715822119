/** Decisions of generated services, as files: pure functions with their specs. */
export const AHEAD_RULE = `import type { FieldError } from '@mesh/product';

/** How far the clock of a sender may be ahead. */
const TOLERANCE_MS = 5 * 60_000;

/** Whether an instant lies in the future, by more than clocks differ. */
export const liesAhead = (instant: string, now: Date): boolean => Date.parse(instant) > now.getTime() + TOLERANCE_MS;

/** Names the field, never its value. */
export const FUTURE: FieldError = { pointer: '/observedAt', rule: 'past', message: 'lies in the future' };
`;

export const AHEAD_RULE_SPEC = `import { liesAhead } from './lies-ahead.js';

describe('given noon on the clock of the mesh', () => {
  it.each([
    ['2026-03-01T11:00:00Z', false],
    ['2026-03-01T12:05:00Z', false],
    ['2026-03-01T13:05:00+01:00', false],
    ['2026-03-01T12:05:01Z', true],
    ['2026-03-02T00:00:00Z', true],
  ])('says of %s whether it lies ahead: %s', (instant, ahead) => {
    expect(liesAhead(instant, new Date('2026-03-01T12:00:00Z'))).toBe(ahead);
  });
});
`;

export const AGE_RULE = `const HOUR_MS = 3_600_000;

/** Hours from an instant to now, to a tenth; none for one that is a little ahead. */
export const ageInHours = (instant: string, now: Date): number =>
  Math.max(0, Math.round((now.getTime() - Date.parse(instant)) / (HOUR_MS / 10)) / 10);
`;

export const AGE_RULE_SPEC = `import { ageInHours } from './age-in-hours.js';

describe('given noon on the clock of the mesh', () => {
  it.each([
    ['2026-03-01T10:30:00Z', 1.5],
    ['2026-02-28T12:00:00Z', 24],
    ['2026-03-01T12:00:00+01:00', 1],
    ['2026-03-01T12:04:00Z', 0],
  ])('finds %s %d hours old', (instant, hours) => {
    expect(ageInHours(instant, new Date('2026-03-01T12:00:00Z'))).toBe(hours);
  });
});
`;
