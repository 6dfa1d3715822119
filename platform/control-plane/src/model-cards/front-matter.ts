import { stringify } from 'yaml';

import type { CardFigure } from './figure.js';
import type { CardGroup, ModelCard } from './model-card.js';

/** Identifiers of metrics as hubs of models know them. */
const METRIC_TYPES: Readonly<Record<string, string>> = {
  'ROC AUC': 'roc_auc',
  'PR AUC': 'average_precision',
  'Brier score': 'brier_score',
  'Expected calibration error': 'expected_calibration_error',
  'Sensitivity at the alert threshold': 'recall',
  'Specificity at the alert threshold': 'specificity',
};

const TASK = { type: 'tabular-classification', name: 'Tabular Classification' };

/**
 * The metadata of a model card as Hugging Face's hub reads it: `model-index` holds one result for each set of rows and each
 * group of people. Estimates are left out: they are no results.
 */
export function frontMatter(card: ModelCard): string {
  const { analyses, model, details, trainingData } = card;
  const heldOut = {
    name: `${card.title}, held-out rows`,
    type: trainingData.source,
    split: 'held-out',
    revision: trainingData.snapshot,
  };
  const results = resultsOf(heldOut, analyses.heldOut, analyses.groups);
  if (analyses.practice.measured) {
    const scored = { name: `${card.title}, newest outcomes`, type: details.product ?? model, split: 'in-practice' };
    results.push(...resultsOf(scored, analyses.practice.figures, analyses.practice.groups));
  }
  const metadata = {
    library_name: 'onnx',
    pipeline_tag: TASK.type,
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

function resultsOf(dataset: Dataset, all: readonly CardFigure[], groups: readonly CardGroup[]): object[] {
  const sets = [
    { dataset, metrics: metricsOf(all) },
    ...groups.map(({ attribute, value, figures }) => ({
      dataset: { ...dataset, config: `${attribute}: ${value}` },
      metrics: metricsOf(figures),
    })),
  ];
  return sets.filter(({ metrics }) => metrics.length > 0).map((set) => ({ task: TASK, ...set }));
}

const metricsOf = (figures: readonly CardFigure[]): readonly object[] =>
  figures.flatMap(({ name, value }) => {
    const type = METRIC_TYPES[name];
    return type === undefined ? [] : [{ type, value, name }];
  });
