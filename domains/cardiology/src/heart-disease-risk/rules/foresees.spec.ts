import { foresees } from './foresees.js';

describe('given the probability of heart disease', () => {
  it.each([
    [0, 0],
    [0.4999, 0],
    [0.5, 1],
    [1, 1],
  ])('at %d foresees %d', (probability, foreseen) => {
    expect(foresees(probability)).toBe(foreseen);
  });
});
