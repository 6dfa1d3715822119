import type { ModelWatch } from '@mesh/product';

/**
 * How the risk is judged in practice: against what angiography found, by score or by person. A loss of accuracy and a
 * change of the people who are scored are told; what to do about them is for cardiologists, since the cohort stays as it is.
 */
export const heartWatch: ModelWatch = {
  scored: { port: 'scored', probability: 'probability', version: 'modelVersion', model: 'modelName' },
  observed: { port: 'observed', outcome: 'outcome', at: 'observedAt', score: 'scoreId', person: 'patientId' },
  within: '90d',
  threshold: 0.5,
  window: { judged: 10_000, least: 100 },
  subgroups: {
    sex: { field: 'sex', names: { 0: 'female', 1: 'male' } },
    ageBand: { field: 'age', starts: [45, 55, 65] },
  },
  rules: {
    'accuracy is lost': { measure: 'rocAuc', triggers: 0.8, clears: 0.83, lasting: '10m', action: 'alert' },
    'accuracy is gone': { measure: 'rocAuc', triggers: 0.6, clears: 0.7, least: 300, lasting: '30m', action: 'stop' },
    'calibration is lost': {
      measure: 'calibrationError',
      triggers: 0.15,
      clears: 0.12,
      lasting: '10m',
      action: 'alert',
    },
    'other people are scored': { measure: 'driftedInputs', triggers: 3, clears: 1, lasting: '10m', action: 'alert' },
  },
};
