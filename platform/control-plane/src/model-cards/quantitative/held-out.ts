import type { ModelVersion } from '@mesh/models';

import { figuresAt, type CardFigure, type Stored } from '../figure.js';
import type { CardGroup } from '../model-card.js';

/** How the version did on rows that it never saw. */
export const heldOutFigures = (version: Stored<ModelVersion>): readonly CardFigure[] =>
  figuresAt(version, {
    '/metrics/rocAuc': 'ROC AUC',
    '/metrics/brier': 'Brier score',
    '/metrics/calibration/expectedError': 'Expected calibration error',
    '/metrics/crossValidatedRocAuc': 'ROC AUC, cross-validated on the training rows',
  });

/** The same for each group of people. */
export const heldOutGroups = (version: Stored<ModelVersion>): readonly CardGroup[] =>
  version.document.metrics.subgroups.map(({ attribute, value }, nth) => {
    const place = `/metrics/subgroups/${nth}`;
    const figures = figuresAt(version, {
      [`${place}/n`]: 'Cases',
      [`${place}/positives`]: 'Positive',
      [`${place}/rocAuc`]: 'ROC AUC',
      [`${place}/brier`]: 'Brier score',
    });
    return { attribute, value, figures };
  });
