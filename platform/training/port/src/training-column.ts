/** A quantity; rows outside `min`–`max` are refused when a snapshot is made. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly name: string;
  readonly min?: number;
  readonly max?: number;
  /** A code that stands for "not measured" at some sites, such as a cholesterol of 0. */
  readonly missingValue?: number;
  /** Lets the model learn from the fact that the value is missing; only wise where that means the same at every site. */
  readonly missingIndicator?: boolean;
}

/** One of a few numeric codes; a code that is not declared is refused in training and counts as missing in scoring. */
export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly name: string;
  readonly categories: readonly number[];
}

/** A column of the feature matrix. The order of the columns is the order of the model's signature. */
export type TrainingColumn = NumericColumn | CategoricalColumn;

/** Declares a quantity. */
export function numeric(name: string, rules: Omit<NumericColumn, 'kind' | 'name'> = {}): NumericColumn {
  return { kind: 'numeric', name, ...rules };
}

/** Declares a column of codes. */
export function categorical(name: string, categories: readonly number[]): CategoricalColumn {
  return { kind: 'categorical', name, categories };
}
