import type { LogisticModel } from './logistic-model.js';
import type { Term } from './terms.js';

type Quantity = Extract<Term, { kind: 'quantity' }>;

/** A model as the graph computes it: scaling of codes and indicators folded into their weights. */
export interface FoldedModel {
  readonly intercept: number;
  readonly quantities: readonly { readonly term: Quantity; readonly weight: number }[];
  /** `quantity` is the position in `quantities`; added where that one was not measured. */
  readonly indicators: readonly { readonly quantity: number; readonly weight: number }[];
  /** Added where the feature at `at` has the code; a code that is not listed adds nothing. */
  readonly codes: readonly { readonly at: number; readonly category: number; readonly weight: number }[];
}

/** Folds the standardisation of 0/1 terms into weights and intercept, so that "not measured" adds exactly nothing. */
export function folded({ terms, coefficients }: LogisticModel): FoldedModel {
  const weighted = terms.map((term, j) => ({ term, weight: coefficients.weights[j]! }));
  const quantities = weighted.flatMap(({ term, weight }) => (term.kind === 'quantity' ? [{ term, weight }] : []));
  const indicators = weighted.flatMap(({ term, weight }) => (term.kind === 'missing' ? [{ term, weight }] : []));
  const codes = weighted.flatMap(({ term, weight }) => (term.kind === 'category' ? [{ term, weight }] : []));
  const atMean = (at: number) =>
    codes
      .filter(({ term }) => term.at === at)
      .reduce((sum, { term, weight }) => sum + (weight * term.mean) / term.scale, 0);
  return {
    intercept: indicators.reduce(
      (sum, { term, weight }) => sum - (weight * term.mean) / term.scale,
      coefficients.intercept,
    ),
    quantities,
    indicators: indicators.map(({ term, weight }) => ({
      quantity: quantities.findIndex((quantity) => quantity.term.at === term.at),
      weight: weight / term.scale,
    })),
    codes: codes.map(({ term, weight }) => ({
      at: term.at,
      category: term.category,
      weight: weight / term.scale - atMean(term.at),
    })),
  };
}
