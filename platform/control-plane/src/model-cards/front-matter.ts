import { stringify } from 'yaml';

import type { CardFigure } from './figure.js';
import type { CardGroup, ModelCard } from './model-card.js';

/** Identifiers of metrics as hubs of models know them. */
const METRIC_TYPES: Readonly<Record<string, string>> = {
  'ROC AUC': 'roc_auc',
  'PR AUC': 'average_precision',
  'Brier score': 'brier_score',
  'Expected calibration error': 'expected_calibration_error',
  'Deviance explained': 'd2_tweedie_score',
  'Mean Poisson deviance': 'mean_poisson_deviance',
  'Mean absolute error': 'mae',
  'Sensitivity at the alert threshold': 'recall',
  'Specificity at the alert threshold': 'specificity',
};

const CLASSIFICATION = { type: 'tabular-classification', name: 'Tabular Classification' };
const REGRESSION = { type: 'tabular-regression', name: 'Tabular Regression' };

/**
 * The metadata of a model card as Hugging Face's hub reads it: `model-index` holds one result for each set of rows and each
 * group of people. Estimates are left out: they are no results.
 */
export function frontMatter(card: ModelCard): string {
  const { analyses, model, details, trainingData } = card;
  const task = card.outcome === 'count' ? REGRESSION : CLASSIFICATION;
  const heldOut = {
    name: `${card.title}, held-out rows`,
    type: trainingData.source,
    split: 'held-out',
    revision: trainingData.snapshot,
  };
  const results = resultsOf(task, heldOut, [analyses.heldOut, analyses.groups]);
  if (analyses.practice.measured) {
    const scored = { name: `${card.title}, newest outcomes`, type: details.product ?? model, split: 'in-practice' };
    results.push(...resultsOf(task, scored, [analyses.practice.figures, analyses.practice.groups]));
  }
  const metadata = {
    library_name: 'onnx',
    pipeline_tag: task.type,
    tags: [...new Set(['onnx', ...details.tags])],
    'model-index': [{ name: model, results }],
  };
  return `---\n${stringify(metadata, { lineWidth: 0, aliasDuplicateObjects: false })}---`;
}

interface Dataset {
  readonly name: string;
  readonly type: string;
  readonly split: string;
  readonly revision?: string;
}

function resultsOf(
  task: typeof CLASSIFICATION,
  dataset: Dataset,
  [all, groups]: readonly [readonly CardFigure[], readonly CardGroup[]],
): object[] {
  const sets = [
    { dataset, metrics: metricsOf(all) },
    ...groups.map(({ attribute, value, figures }) => ({
      dataset: { ...dataset, config: `${attribute}: ${value}` },
      metrics: metricsOf(figures),
    })),
  ];
  return sets.filter(({ metrics }) => metrics.length > 0).map((set) => ({ task, ...set }));
}

const metricsOf = (figures: readonly CardFigure[]): readonly object[] =>
  figures.flatMap(({ name, value }) => {
    const type = METRIC_TYPES[name];
    return type === undefined ? [] : [{ type, value, name }];
  });
