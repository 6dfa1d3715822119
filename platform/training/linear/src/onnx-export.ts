import { folded, type FoldedModel } from './folded-weights.js';
import type { LogisticModel } from './logistic-model.js';
import { OnnxBuilder } from './onnx-builder.js';

const LARGEST_FLOAT32 = 3.4028234663852886e38;

/**
 * The model as an ONNX file of standard operators: `features` FP32 [N, F], raw values with NaN where not measured, to
 * `probability` FP32 [N]. Imputation, scaling and encoding are part of the graph, so every runtime scores the same.
 */
export function exportOnnx(model: LogisticModel): Uint8Array {
  const graph = new OnnxBuilder();
  const parts = folded(model);
  const sums = [...quantitySums(graph, parts), ...codeSums(graph, parts)];
  const intercept = graph.floats('intercept', [parts.intercept]);
  const logit = sums.reduce((sum, part, i) => graph.node(`logit_${i}`, 'Add', [sum, part]), intercept);
  const column = graph.node('probability_column', 'Sigmoid', [logit]);
  graph.node('probability', 'Squeeze', [column, graph.integers('last_axis', [1])]);
  return graph.encode(
    'logistic-regression',
    { name: 'features', shape: ['N', model.columns.length] },
    { name: 'probability', shape: ['N'] },
  );
}

function quantitySums(graph: OnnxBuilder, { quantities, indicators }: FoldedModel): readonly string[] {
  if (quantities.length === 0) return [];
  const terms = quantities.map(({ term }) => term);
  const raw = graph.node(
    'quantities',
    'Gather',
    [
      'features',
      graph.integers(
        'quantity_positions',
        terms.map(({ at }) => at),
      ),
    ],
    { axis: 1 },
  );
  // NaN compares false with everything, so one comparison finds both NaN and infinity; a NaN code equals nothing.
  const finite = graph.node('finite', 'LessOrEqual', [
    graph.node('magnitude', 'Abs', [raw]),
    graph.floats('largest', [LARGEST_FLOAT32]),
  ]);
  const codes = graph.floats(
    'missing_codes',
    terms.map(({ column }) => column.missingValue ?? NaN),
  );
  const uncoded = graph.node('uncoded', 'Not', [graph.node('coded_missing', 'Equal', [raw, codes])]);
  const measured = graph.node('measured', 'And', [finite, uncoded]);
  const filled = graph.node('imputed', 'Where', [
    measured,
    raw,
    graph.floats(
      'medians',
      terms.map(({ fill }) => fill),
    ),
  ]);
  const centred = graph.node('centred', 'Sub', [
    filled,
    graph.floats(
      'means',
      terms.map(({ mean }) => mean),
    ),
  ]);
  const scaled = graph.node('standardised', 'Div', [
    centred,
    graph.floats(
      'deviations',
      terms.map(({ scale }) => scale),
    ),
  ]);
  const sum = weigh(graph, 'quantity', scaled, quantities);
  if (indicators.length === 0) return [sum];

  const positions = graph.integers(
    'indicator_positions',
    indicators.map(({ quantity }) => quantity),
  );
  const watched = graph.node('watched', 'Gather', [measured, positions], { axis: 1 });
  return [
    sum,
    weigh(graph, 'indicator', asFloat(graph, 'not_measured', graph.node('unmeasured', 'Not', [watched])), indicators),
  ];
}

function codeSums(graph: OnnxBuilder, { codes }: FoldedModel): readonly string[] {
  if (codes.length === 0) return [];
  const positions = graph.integers(
    'code_positions',
    codes.map(({ at }) => at),
  );
  const raw = graph.node('codes', 'Gather', ['features', positions], { axis: 1 });
  const equal = graph.node('has_code', 'Equal', [
    raw,
    graph.floats(
      'categories',
      codes.map(({ category }) => category),
    ),
  ]);
  return [weigh(graph, 'code', asFloat(graph, 'one_hot', equal), codes)];
}

function asFloat(graph: OnnxBuilder, name: string, flags: string): string {
  return graph.node(name, 'Cast', [flags], { to: 1 });
}

function weigh(
  graph: OnnxBuilder,
  name: string,
  values: string,
  parts: readonly { readonly weight: number }[],
): string {
  const weights = graph.floats(
    `${name}_weights`,
    parts.map(({ weight }) => weight),
    [parts.length, 1],
  );
  return graph.node(`${name}_sum`, 'MatMul', [values, weights]);
}
