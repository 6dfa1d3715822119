import type { NumericColumn } from '@mesh/training';
import { missingCode } from '../learners/measured.js';
import { REACH } from '../learners/running-moments.js';
import { codeSum, type CodeEvidence } from './code-evidence.js';
import { DoubleGraph } from './double-graph.js';

/** What a quantity says: its normal distributions for outcome 0 and 1, and the log of the ratio of their deviations. */
export interface QuantityEvidence {
  readonly at: number;
  readonly column: NumericColumn;
  readonly normals: readonly { readonly mean: number; readonly deviation: number }[];
  readonly ratio: number;
}

export interface NaiveBayesParts {
  readonly features: number;
  /** Log odds of outcome 1. */
  readonly prior: number;
  readonly quantities: readonly QuantityEvidence[];
  readonly codes: readonly CodeEvidence[];
}

/** The likelihood ratios as an ONNX file; what was not measured is left out of their product. */
export function naiveBayesGraph({ features, prior, quantities, codes }: NaiveBayesParts): Uint8Array {
  const graph = new DoubleGraph(features);
  return graph.encode('online-naive-bayes', prior, [...quantitySum(graph, quantities), ...codeSum(graph, codes)]);
}

function quantitySum(graph: DoubleGraph, quantities: readonly QuantityEvidence[]): readonly string[] {
  if (quantities.length === 0) return [];
  const values = graph.columns(
    'quantities',
    quantities.map(({ at }) => at),
  );
  const isMeasured = graph.measured(
    'measured',
    values,
    quantities.map(({ column }) => missingCode(column)),
  );
  const [against, speaking] = [0, 1].map((outcome) => {
    const distance = graph.standardised(`distance_${outcome}`, values, {
      means: quantities.map(({ normals }) => normals[outcome]!.mean),
      deviations: quantities.map(({ normals }) => normals[outcome]!.deviation),
      reach: REACH,
    });
    return graph.node(`squared_${outcome}`, 'Mul', [distance, distance]);
  }) as [string, string];
  const apart = graph.node('apart', 'Sub', [against, speaking]);
  const half = graph.node('half', 'Mul', [apart, graph.doubles('one_half', [0.5])]);
  const ratios = graph.doubles(
    'ratios',
    quantities.map(({ ratio }) => ratio),
  );
  const evidence = graph.node('evidence', 'Add', [half, ratios]);
  const counted = graph.node('counted', 'Where', [isMeasured, evidence, graph.doubles('silent', [0])]);
  return [
    graph.weighed(
      'quantity_sum',
      counted,
      quantities.map(() => 1),
    ),
  ];
}
