import fc from 'fast-check';
import { windowsOf } from './windows-of.js';

const HOUR = 3_600_000;

describe('given a time', () => {
  it('is in one tumbling window, which begins at a multiple of its size', () => {
    expect(windowsOf(Date.UTC(2026, 2, 1, 8, 59, 59, 999), { sizeMs: HOUR, everyMs: HOUR })).toEqual([
      { start: Date.UTC(2026, 2, 1, 8), end: Date.UTC(2026, 2, 1, 9) },
    ]);
    expect(windowsOf(Date.UTC(2026, 2, 1, 9), { sizeMs: HOUR, everyMs: HOUR })[0]?.start).toBe(Date.UTC(2026, 2, 1, 9));
  });

  it('is in each hopping window that holds it and in no other, before 1970 too', () => {
    const times = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 50 }), (at, everyMs, more) => {
        const sizeMs = everyMs + more * 7;
        const expected = [];
        const first = Math.floor((at - sizeMs) / everyMs) * everyMs - everyMs;
        for (let start = first; start <= at; start += everyMs) {
          if (at >= start && at < start + sizeMs) expected.push({ start: start + 0, end: start + sizeMs });
        }
        expect(windowsOf(at, { sizeMs, everyMs }).map(({ start, end }) => ({ start: start + 0, end }))).toEqual(
          expected,
        );
      }),
    );
  });
});
