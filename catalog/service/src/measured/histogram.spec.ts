import { LATENCY_BOUNDS_MS } from '@mesh/events';

import { added, EMPTY, quantileMs, rescaled } from './histogram.js';

const of = (calls: Readonly<Record<number, number>>) => rescaled(Object.keys(calls).map(Number), Object.values(calls));

describe('given how long calls took', () => {
  it.each<[Readonly<Record<number, number>>, number, number | undefined]>([
    [{}, 0.99, undefined],
    [{ 5: 100 }, 0.5, 4.5],
    [{ 5: 100 }, 1, 5],
    [{ 5: 90, 50: 10 }, 0.9, 5],
    [{ 5: 90, 50: 10 }, 0.99, 49],
    [{ 0.5: 1 }, 0.99, 0.5],
    [{ 20_000: 3 }, 0.5, 10_000],
  ])('finds for %j that the share %d ended within %d ms', (calls, share, expected) => {
    const found = quantileMs(of(calls), share);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(expected, 1);
  });

  it('adds up windows', () => {
    expect(added(of({ 5: 1, 25: 2 }), of({ 25: 3 }))).toEqual(of({ 5: 1, 25: 5 }));
    expect(added(EMPTY, EMPTY)).toEqual(EMPTY);
  });

  it('takes a call for as slow as the bucket of other bounds allows, never for faster', () => {
    const counts = rescaled([7, 10_001], [1, 1, 1]);
    expect(counts[LATENCY_BOUNDS_MS.indexOf(8)]).toBe(1);
    expect(counts.at(-1)).toBe(2);
  });
});
