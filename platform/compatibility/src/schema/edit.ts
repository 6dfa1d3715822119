import type { Effect } from '../effect.js';

/** One difference between two schemas, before it is known in which direction the data flows. */
export interface Edit {
  readonly kind: string;
  readonly effect: Effect;
  /** What is different, without a full stop. */
  readonly what: string;
  /** Steps from the root of the schema, as in a JSON pointer. */
  readonly steps: readonly string[];
  /** The field: `accuracy`, `value`, `[]` for the items of a list. */
  readonly field: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Where in two schemas the comparison stands. */
export interface Spot {
  readonly steps: readonly string[];
  readonly field: readonly string[];
}

/** One step further down. */
export const below = (spot: Spot, steps: readonly string[], field: string): Spot => ({
  steps: [...spot.steps, ...steps],
  field: [...spot.field, field],
});

/** The field in a sentence; the root is the value itself. */
export const spoken = ({ field }: Spot): string => (field.length === 0 ? 'the value' : `\`${fieldName(field)}\``);

/** `accuracy.value`, `tags[]` */
export const fieldName = (field: readonly string[]): string => field.join('.').replaceAll('.[]', '[]');

/** An edit at a spot. */
export function editAt(spot: Spot, edit: Omit<Edit, 'steps' | 'field'> & { readonly step?: string }): Edit {
  const { step, ...rest } = edit;
  return {
    ...rest,
    steps: step === undefined ? spot.steps : [...spot.steps, step],
    field: spot.field,
  };
}
