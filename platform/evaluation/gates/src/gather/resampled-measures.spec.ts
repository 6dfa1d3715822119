import { brier, rocAuc } from '@mesh/evaluation';
import { denseRanks, meanSquaredError, rocAucOfRanks } from './resampled-measures.js';

const labels = Uint8Array.from({ length: 300 }, (_, i) => ((i * 7) % 10 < 4 ? 1 : 0));
const probabilities = Float64Array.from(labels, (label, i) => Math.round(((i * 37) % 100) * 0.6 + 40 * label) / 100);

describe('given cases with ties', () => {
  it('counts the same area and error as the measures with intervals', () => {
    expect(rocAucOfRanks(labels, denseRanks(probabilities))).toBeCloseTo(rocAuc(labels, probabilities).value, 12);
    expect(meanSquaredError(labels, probabilities)).toBeCloseTo(brier(labels, probabilities).value, 12);
  });
});
