/** What a rule is about (ODCS 3.1, data quality dimensions). */
export type QualityDimension =
  'accuracy' | 'completeness' | 'conformity' | 'consistency' | 'coverage' | 'timeliness' | 'uniqueness';

/** Measures that each tool which reads ODCS 3.1 can take (its metric library). */
export type QualityMetric = 'nullValues' | 'invalidValues' | 'duplicateValues' | 'rowCount';

/** What a measure must be; one operator a rule. */
export type QualityBound =
  | { readonly mustBe: number }
  | { readonly mustBeLessOrEqualTo: number }
  | { readonly mustBeGreaterOrEqualTo: number }
  | { readonly mustBeBetween: readonly [low: number, high: number] };

/** A rule about the rows of a dataset, checked on the real data. */
export interface QualityRule<Field extends string = string> {
  /** `<metric>-<field>` unless named otherwise; unique in its port. */
  readonly id: string;
  readonly metric: QualityMetric;
  /** Absent for rules about the whole dataset. */
  readonly field?: Field;
  /** For `invalidValues`. */
  readonly validValues?: readonly (string | number)[];
  readonly unit: 'rows' | 'percent';
  readonly bound: QualityBound;
  readonly dimension: QualityDimension;
  /** A broken `error` makes the data unfit for use. */
  readonly severity: 'error' | 'warning';
  /** Why the rule exists, in a sentence. */
  readonly because: string;
}

interface Reason {
  readonly because: string;
  readonly severity?: 'error' | 'warning';
}

const rule = <Field extends string>(
  { because, severity = 'error' }: Reason,
  rest: Omit<QualityRule<Field>, 'id' | 'because' | 'severity'>,
): QualityRule<Field> => {
  const id = rest.field === undefined ? rest.metric : `${rest.metric}-${rest.field}`;
  return Object.freeze({ id, because, severity, ...rest });
};

/** Builders of the quality rules of a dataset. */
export const quality = {
  /** The field is never empty. */
  complete: <const Field extends string>(field: Field, reason: Reason): QualityRule<Field> =>
    rule(reason, { metric: 'nullValues', field, unit: 'rows', bound: { mustBe: 0 }, dimension: 'completeness' }),

  /** The field is empty in at most this share of the rows, in percent. */
  mostlyComplete: <const Field extends string>(
    field: Field,
    reason: Reason & { readonly percentEmpty: number },
  ): QualityRule<Field> =>
    rule(reason, {
      metric: 'nullValues',
      field,
      unit: 'percent',
      bound: { mustBeLessOrEqualTo: reason.percentEmpty },
      dimension: 'completeness',
    }),

  /** No two rows have the same value. */
  unique: <const Field extends string>(field: Field, reason: Reason): QualityRule<Field> =>
    rule(reason, { metric: 'duplicateValues', field, unit: 'rows', bound: { mustBe: 0 }, dimension: 'uniqueness' }),

  /** The field has no other values than these. */
  oneOf: <const Field extends string>(
    field: Field,
    validValues: readonly (string | number)[],
    reason: Reason,
  ): QualityRule<Field> =>
    rule(reason, {
      metric: 'invalidValues',
      field,
      validValues,
      unit: 'rows',
      bound: { mustBe: 0 },
      dimension: 'conformity',
    }),

  /** There are at least so many rows. */
  atLeastRows: (rows: number, reason: Reason): QualityRule<never> =>
    rule<never>(reason, {
      metric: 'rowCount',
      unit: 'rows',
      bound: { mustBeGreaterOrEqualTo: rows },
      dimension: 'coverage',
    }),
};
