import { outcomeOf, type ModelVersion } from '@mesh/models';

import { figuresAt, type CardFigure, type Stored } from '../figure.js';
import type { CardGroup } from '../model-card.js';

/** How the version did on rows that it never saw. */
export const heldOutFigures = (version: Stored<ModelVersion>): readonly CardFigure[] =>
  outcomeOf(version.document) === 'count' ? figuresAt(version, OF_COUNTS) : figuresAt(version, OF_PROBABILITIES);

const OF_COUNTS = {
  '/metrics/devianceExplained': 'Deviance explained',
  '/metrics/meanPoissonDeviance': 'Mean Poisson deviance',
  '/metrics/meanPoissonDevianceOfMean': 'Mean Poisson deviance of the plain mean',
  '/metrics/meanAbsoluteError': 'Mean absolute error',
  '/metrics/calibration/expectedError': 'Expected calibration error, in counts',
};

const OF_PROBABILITIES = {
  '/metrics/rocAuc': 'ROC AUC',
  '/metrics/brier': 'Brier score',
  '/metrics/calibration/expectedError': 'Expected calibration error',
  '/metrics/crossValidatedRocAuc': 'ROC AUC, cross-validated on the training rows',
};

const OF_GROUPS = { n: 'Cases', positives: 'Positive', rocAuc: 'ROC AUC', brier: 'Brier score' };

const OF_GROUPS_OF_COUNTS = {
  n: 'Cases',
  meanObserved: 'Mean count observed',
  meanPredicted: 'Mean count expected',
  devianceExplained: 'Deviance explained',
  meanPoissonDeviance: 'Mean Poisson deviance',
  meanAbsoluteError: 'Mean absolute error',
};

/** The same for each group of people. */
export const heldOutGroups = (version: Stored<ModelVersion>): readonly CardGroup[] =>
  version.document.metrics.subgroups.map(({ attribute, value }, nth) => {
    const place = `/metrics/subgroups/${nth}`;
    const names = Object.entries(outcomeOf(version.document) === 'count' ? OF_GROUPS_OF_COUNTS : OF_GROUPS);
    const placed = Object.fromEntries(names.map(([field, name]) => [`${place}/${field}`, name]));
    return { attribute, value, figures: figuresAt(version, placed) };
  });
