import { bandOf } from './band-of.js';

describe('given the probability of heart disease', () => {
  it.each([
    [0, 'low'],
    [0.2999, 'low'],
    [0.3, 'moderate'],
    [0.6999, 'moderate'],
    [0.7, 'high'],
    [1, 'high'],
  ])('calls %d %s', (probability, band) => {
    expect(bandOf(probability)).toBe(band);
  });
});
