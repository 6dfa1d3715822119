import { durationMs, type Duration } from '../index.js';

describe('given a duration', () => {
  it.each([
    ['25ms', 25],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['7y', 7 * 365.25 * 86_400_000],
    ['0s', 0],
  ] as const)('reads %s as %d milliseconds', (duration, ms) => {
    expect(durationMs(duration)).toBe(ms);
  });

  it.each(['-5m', '1e3s', ' 5m', '5 m', 'm', 'Infinityd', '0x10s'])(
    'refuses %s, which the compiler lets pass',
    (text) => {
      expect(() => durationMs(text as Duration)).toThrow(RangeError);
    },
  );
});
