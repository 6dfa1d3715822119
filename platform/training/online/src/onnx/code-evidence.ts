import type { DoubleGraph } from './double-graph.js';

/** What a code of a column adds to the log odds. */
export interface CodeEvidence {
  readonly at: number;
  readonly code: number;
  readonly weight: number;
}

/** The sum of what the codes of a row say; a value that is none of its column's codes says nothing. */
export function codeSum(graph: DoubleGraph, codes: readonly CodeEvidence[]): readonly string[] {
  if (codes.length === 0) return [];
  const positions = codes.map(({ at }) => at);
  const known = codes.map(({ code }) => code);
  const weights = codes.map(({ weight }) => weight);
  const equal = graph.node('has_code', 'Equal', [graph.columns('codes', positions), graph.doubles('known', known)]);
  return [graph.weighed('code_sum', graph.asDouble('one_hot', equal), weights)];
}
