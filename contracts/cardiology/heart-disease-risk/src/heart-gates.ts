import type { FieldOf, Gates } from '@mesh/product';
import type { HeartFeatures } from './heart-features.js';

/** What a version of the heart model must show before it may answer anybody. */
export const heartGates: Gates<FieldOf<typeof HeartFeatures>> = {
  rocAuc: { min: 0.85 },
  calibration: { max: 0.12 },
  brier: { max: 0.16 },
  subgroups: ['sex', 'ageBand'],
  // Of about 90 held-out cases a third are women: the floors are what so few can show.
  everySubgroup: {
    of: {
      sex: { field: 'sex', names: { 0: 'female', 1: 'male' } },
      ageBand: { field: 'age', starts: [45, 55, 65] },
    },
    rocAuc: { min: 0.7 },
    behindChampion: { max: 0.1 },
    leastCases: 25,
  },
  goldenCases: [
    {
      name: 'a woman of 41 whose tests are all normal',
      input: {
        age: 41,
        sex: 0,
        cp: 2,
        trestbps: 120,
        chol: 200,
        fbs: 0,
        restecg: 0,
        thalach: 170,
        exang: 0,
        oldpeak: 0,
        slope: 1,
        ca: 0,
        thal: 3,
      },
      probability: { max: 0.2 },
    },
    {
      name: 'a man of 62 without pain, with three narrowed vessels and a reversible defect',
      input: {
        age: 62,
        sex: 1,
        cp: 4,
        trestbps: 150,
        chol: 280,
        fbs: 0,
        restecg: 2,
        thalach: 110,
        exang: 1,
        oldpeak: 2.5,
        slope: 2,
        ca: 3,
        thal: 7,
      },
      probability: { min: 0.8 },
    },
    {
      name: 'a woman of 35 of whom a bracelet knows the pulse alone',
      input: { age: 35, sex: 0, thalach: 165 },
      probability: { max: 0.5 },
    },
  ],
  notWorseThanChampion: { by: 'rocAuc', margin: 0.05 },
  latency: { maxMs: 5 },
  size: { maxBytes: 1_000_000 },
  coverage: { inputs: 'history', maxUncovered: 0.5 },
};
