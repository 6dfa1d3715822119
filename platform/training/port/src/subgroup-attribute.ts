/** How the value of an attribute follows from a feature, so that a model is judged for each group of people apart. */
export interface SubgroupRule {
  readonly attribute: string;
  readonly column: string;
  /** Undefined where the feature does not tell. */
  readonly valueOf: (feature: number) => string | undefined;
}

/** Names the codes of a column: `byCode('sex', { 0: 'female', 1: 'male' })`. */
export function byCode(column: string, names: Readonly<Record<number, string>>, attribute = column): SubgroupRule {
  return { attribute, column, valueOf: (feature) => names[feature] };
}

/** Bands of a quantity that begin at the given values: `byBand('ageBand', 'age', [45, 55])` gives <45, 45–54, ≥55. */
export function byBand(attribute: string, column: string, starts: readonly number[]): SubgroupRule {
  const nameOf = (band: number) => {
    if (band === 0) return `<${starts[0]}`;
    if (band === starts.length) return `≥${starts[band - 1]}`;
    return `${starts[band - 1]}–${starts[band]! - 1}`;
  };
  const valueOf = (feature: number) =>
    Number.isNaN(feature) ? undefined : nameOf(starts.filter((start) => feature >= start).length);
  return { attribute, column, valueOf };
}
