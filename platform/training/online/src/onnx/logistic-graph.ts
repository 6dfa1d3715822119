import type { NumericColumn, TrainingColumn } from '@mesh/training';
import { missingCode } from '../learners/measured.js';
import { REACH, standardised } from '../learners/running-moments.js';
import { codeSum } from './code-evidence.js';
import { DoubleGraph } from './double-graph.js';

/** A term of the regression with what it is standardised by; `code` only where it stands for one code of a column. */
export interface WeighedTerm {
  readonly at: number;
  readonly code?: number;
  readonly mean: number;
  /** 0 where the term was constant so far: it says nothing. */
  readonly deviation: number;
  readonly weight: number;
}

export interface LogisticParts {
  readonly columns: readonly TrainingColumn[];
  readonly intercept: number;
  readonly terms: readonly WeighedTerm[];
}

/** The regression with its imputation and standardisation as an ONNX file. */
export function logisticGraph({ columns, intercept, terms }: LogisticParts): Uint8Array {
  const graph = new DoubleGraph(columns.length);
  const telling = terms.filter(({ deviation }) => deviation > 0);
  const quantities = telling.filter(({ code }) => code === undefined);
  const codes = telling.filter((term): term is WeighedTerm & { code: number } => term.code !== undefined);
  // What a code says is what all terms of its column say where it stands.
  const evidence = terms.flatMap(({ at, code }) =>
    code === undefined
      ? []
      : [
          {
            at,
            code,
            weight: sumOver(
              codes.filter((term) => term.at === at),
              (term) => shareOf(term, code),
            ),
          },
        ],
  );
  return graph.encode('online-logistic-regression', intercept, [
    ...quantitySum(graph, columns, quantities),
    ...codeSum(graph, evidence),
  ]);
}

function quantitySum(
  graph: DoubleGraph,
  columns: readonly TrainingColumn[],
  terms: readonly WeighedTerm[],
): readonly string[] {
  if (terms.length === 0) return [];
  const positions = terms.map(({ at }) => at);
  const missingCodes = terms.map(({ at }) => missingCode(columns[at] as NumericColumn));
  const values = graph.columns('quantities', positions);
  const isMeasured = graph.measured('measured', values, missingCodes);
  const means = terms.map(({ mean }) => mean);
  const deviations = terms.map(({ deviation }) => deviation);
  const scaled = graph.standardised('standardised', values, { means, deviations, reach: REACH });
  const imputed = graph.node('imputed', 'Where', [isMeasured, scaled, graph.doubles('at_mean', [0])]);
  const weights = terms.map(({ weight }) => weight);
  return [graph.weighed('quantity_sum', imputed, weights)];
}

const shareOf = ({ code: own, mean, deviation, weight }: WeighedTerm, code: number): number =>
  weight * standardised(own === code ? 1 : 0, mean, deviation);

const sumOver = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);
