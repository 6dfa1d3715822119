/** What can be computed of the values of a window; all of them can be merged, whatever the order in which values came. */
export type AggregateFunction = 'count' | 'sum' | 'mean' | 'min' | 'max' | 'stddev';

/** One figure of a window: a function and, except for `count`, the field it is taken of. */
export interface Aggregate<
  Function extends AggregateFunction = AggregateFunction,
  Field extends string | undefined = string | undefined,
> {
  readonly function: Function;
  readonly field: Field;
}

const of = <const Function extends AggregateFunction, const Field extends string | undefined>(
  name: Function,
  field: Field,
): Aggregate<Function, Field> => Object.freeze({ function: name, field });

/** How many events the window has. */
export const count = (): Aggregate<'count', undefined> => of('count', undefined);

/** The sum of what was measured, compensated (Neumaier 1974); null when nothing was. */
export const sum = <const Field extends string>(field: Field): Aggregate<'sum', NoInfer<Field>> => of('sum', field);

/** The arithmetic mean of what was measured; null when nothing was. */
export const mean = <const Field extends string>(field: Field): Aggregate<'mean', NoInfer<Field>> => of('mean', field);

/** The least value that was measured; null when nothing was. */
export const min = <const Field extends string>(field: Field): Aggregate<'min', NoInfer<Field>> => of('min', field);

/** The greatest value that was measured; null when nothing was. */
export const max = <const Field extends string>(field: Field): Aggregate<'max', NoInfer<Field>> => of('max', field);

/** The standard deviation of the sample (n - 1), by Welford 1962; null for fewer than two values. */
export const stddev = <const Field extends string>(field: Field): Aggregate<'stddev', NoInfer<Field>> =>
  of('stddev', field);
