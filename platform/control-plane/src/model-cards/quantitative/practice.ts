import type { ModelVersion } from '@mesh/models';

import type { KnownReport } from '../card-facts.js';
import { figuresAt, type CardFigure, type Stored } from '../figure.js';
import type { CardDrift, CardEstimate, CardPractice, NotMeasured } from '../model-card.js';

type Report = Stored<KnownReport> | undefined;

const not = (because: string, figures: readonly CardFigure[] = []): NotMeasured => ({
  measured: false,
  because,
  figures,
});

const PERFORMANCE = {
  rocAuc: 'ROC AUC',
  prAuc: 'PR AUC',
  brier: 'Brier score',
  calibrationError: 'Expected calibration error',
  sensitivity: 'Sensitivity at the alert threshold',
  specificity: 'Specificity at the alert threshold',
};

/** Why nothing is measured in practice of this version; undefined where something may be. */
function unwatched({ document: { version } }: Stored<ModelVersion>, report: Report): NotMeasured | undefined {
  if (report === undefined) return not('The product does not watch this model.');
  if (report.document.version === undefined) return not('Nothing was measured since the model is watched.');
  if (report.document.version !== version)
    return not(`Only the champion is measured in practice, and that is version ${report.document.version}.`);
  return undefined;
}

const places = (place: string, names: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(names).map(([field, name]) => [`${place}/${field}`, name]));

/** How the version does on the newest of its scores whose outcome became known. */
export function practiceOf(version: Stored<ModelVersion>, report: Report): CardPractice | NotMeasured {
  const unknown = unwatched(version, report);
  if (unknown !== undefined || report === undefined) return unknown!;
  const { performance, at, serving, raised, subgroups } = report.document;
  if (performance === undefined)
    return not(
      'Too few outcomes of its scores are known.',
      figuresAt(report, { '/judged/n': 'Outcomes known', '/judged/least': 'Outcomes that it takes' }),
    );
  return {
    measured: true,
    ...(at !== undefined && { at }),
    ...{ serving, raised },
    figures: figuresAt(report, {
      ...places('/performance', PERFORMANCE),
      '/performance/n': 'Outcomes',
      '/performance/positives': 'Positive',
    }),
    groups: subgroups.map(({ attribute, value }, nth) => ({
      ...{ attribute, value },
      figures: figuresAt(report, places(`/subgroups/${nth}`, { n: 'Cases', positives: 'Positive', ...PERFORMANCE })),
    })),
  };
}

/** What to expect of scores whose outcome is not known yet. */
export function estimateOf(version: Stored<ModelVersion>, report: Report): CardEstimate | NotMeasured {
  const unknown = unwatched(version, report);
  if (unknown !== undefined || report === undefined) return unknown!;
  if (report.document.estimate === undefined) return not('Too few scores were made to estimate from.', needed(report));
  return { measured: true, isEstimate: true, figures: figuresAt(report, places('/estimate', ESTIMATE)) };
}

const ESTIMATE = {
  rocAuc: 'ROC AUC',
  accuracy: 'Accuracy',
  sensitivity: 'Sensitivity at the alert threshold',
  specificity: 'Specificity at the alert threshold',
  prevalence: 'Share of positives',
  n: 'Scores',
};

/** How many scores it takes, as the product declares. */
const needed = (report: Stored<KnownReport>) => figuresAt(report, { '/watch/drift/least': 'Scores that it takes' });

const DRIFT = {
  psi: 'Population stability index',
  statistic: 'Statistic of the test',
  pValue: 'p, corrected',
  wasserstein: 'Wasserstein distance',
  missingRate: 'Share missing',
  outOfRangeRate: 'Share out of range',
};

/** How far the inputs and the score have moved from the training snapshot. */
export function driftOf(version: Stored<ModelVersion>, report: Report): CardDrift | NotMeasured {
  const unknown = unwatched(version, report);
  if (unknown !== undefined || report === undefined) return unknown!;
  const { drift } = report.document;
  if (drift === undefined) return not('Too few scores were made to compare with the snapshot.', needed(report));
  const columns = [
    ...drift.inputs.map((column, nth) => ({ column, place: `/drift/inputs/${nth}` })),
    ...(drift.score === undefined ? [] : [{ column: drift.score, place: '/drift/score' }]),
  ];
  return {
    measured: true,
    figures: figuresAt(report, { '/drift/scores': 'Scores', '/drift/referenceRows': 'Rows of the snapshot' }),
    columns: columns.map(({ column: { name, drifted }, place }) => ({
      ...{ name, drifted },
      figures: figuresAt(report, places(place, DRIFT)),
    })),
  };
}
