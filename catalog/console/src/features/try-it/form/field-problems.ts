import type { Problem } from '../../../api/problem.js';
import type { FormField } from './form-model.js';

/** What a problem says, sorted: next to which field, and what belongs to none. */
export interface FieldProblems {
  readonly byPointer: Readonly<Record<string, string>>;
  readonly elsewhere: readonly { readonly pointer: string; readonly message: string }[];
}

/** Finds for every error of a problem the field it speaks of: that of its pointer, or the nearest that holds it. */
export function fieldProblems(problem: Problem | undefined, fields: readonly FormField[]): FieldProblems {
  const known = new Set(pointersOf(fields));
  const byPointer: Record<string, string> = {};
  const elsewhere: { pointer: string; message: string }[] = [];
  for (const { pointer, message } of problem?.errors ?? []) {
    const field = nearest(pointer, known);
    if (field === undefined) elsewhere.push({ pointer, message });
    else byPointer[field] = byPointer[field] === undefined ? message : `${byPointer[field]}; ${message}`;
  }
  return { byPointer, elsewhere };
}

/** The pointers of all fields that take an entry. */
export const pointersOf = (fields: readonly FormField[]): readonly string[] =>
  fields.flatMap(({ pointer, fields: inner }) => (inner === undefined ? [pointer] : pointersOf(inner)));

/** `?limit` names a parameter of a query and is its own pointer. */
function nearest(pointer: string, known: ReadonlySet<string>): string | undefined {
  let here = pointer;
  while (!known.has(here)) {
    const parent = here.lastIndexOf('/');
    if (parent <= 0) return undefined;
    here = here.slice(0, parent);
  }
  return here;
}
