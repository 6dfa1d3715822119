import { MeshError, type ErrorMeta, type ErrorSpec } from './mesh-error.js';

/** Makes an error of one row of a table; the row itself is readable from it. */
export interface ErrorDefinition {
  (meta?: ErrorMeta, options?: ErrorOptions): MeshError;
  readonly code: string;
  readonly spec: ErrorSpec;
}

type Table<Specs> = { readonly [Name in keyof Specs]: ErrorDefinition };

/** Declares a table of errors: `defineErrors('CARDIOLOGY', { MODEL_NOT_READY: {…} })` gives code `CARDIOLOGY.MODEL_NOT_READY`. */
export function defineErrors<
  const Namespace extends Uppercase<string>,
  const Specs extends Readonly<Record<Uppercase<string>, ErrorSpec>>,
>(namespace: Namespace, specs: Specs): Table<Specs> {
  const rows = Object.entries(specs).map(([name, spec]) => {
    const code = `${namespace}.${name}`;
    const raise = (meta?: ErrorMeta, options?: ErrorOptions) => new MeshError(code, spec, meta, options);
    return [name, Object.assign(raise, { code, spec })];
  });
  return Object.freeze(Object.fromEntries(rows)) as Table<Specs>;
}
