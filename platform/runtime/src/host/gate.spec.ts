import { reasonsAgainst } from './gate.js';

const metrics = { rocAuc: { value: 0.85 }, brier: { value: 0.16 }, calibration: { expectedError: 0.12 } };

describe('given the floors of a model', () => {
  it('lets a version pass that just reaches them', () => {
    expect(
      reasonsAgainst({ rocAuc: { min: 0.85 }, brier: { max: 0.16 }, calibration: { max: 0.12 } }, metrics),
    ).toEqual([]);
  });

  it('says of each floor that is missed how far', () => {
    expect(reasonsAgainst({ rocAuc: { min: 0.9 }, brier: { max: 0.1 }, calibration: { max: 0.1 } }, metrics)).toEqual([
      'ROC AUC 0.850 is below 0.9',
      'Brier score 0.160 is above 0.1',
      'calibration error 0.120 is above 0.1',
    ]);
  });

  it('asks nothing where no floor is declared', () => {
    expect(reasonsAgainst({ subgroups: ['sex'] }, metrics)).toEqual([]);
  });

  it('lets no version pass whose measures are no numbers', () => {
    const unknown = { rocAuc: { value: NaN }, brier: { value: NaN }, calibration: { expectedError: NaN } };
    expect(reasonsAgainst({ rocAuc: { min: 0 }, brier: { max: 1 }, calibration: { max: 1 } }, unknown)).toHaveLength(3);
  });
});
