import type { FormField } from './form-model.js';

/** What the reader entered, by the JSON pointer of the field; a field that is missing or empty is unknown. */
export type Entries = Readonly<Record<string, string>>;

/** The document that the entries stand for; unknown optional fields are left out, unreadable numbers sent as they are. */
export function documentOf(fields: readonly FormField[], entries: Entries): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOf(field, entries);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function valueOf(field: FormField, entries: Entries): unknown {
  if (field.kind === 'group') {
    const inner = documentOf(field.fields ?? [], entries);
    return !field.required && Object.keys(inner).length === 0 ? undefined : inner;
  }
  const entry = entries[field.pointer]?.trim() ?? '';
  if (entry === '') return undefined;
  switch (field.kind) {
    case 'number':
    case 'integer':
      return Number.isFinite(Number(entry)) ? Number(entry) : entry;
    case 'choice':
    case 'json':
      return parsed(entry);
    default:
      return entry;
  }
}

/** JSON when it is, the text itself when it is not: the product then says what it expected. */
function parsed(entry: string): unknown {
  try {
    return JSON.parse(entry) as unknown;
  } catch {
    return entry;
  }
}

/** The entries that would make `document`: how a sample fills the form. */
export function entriesOf(fields: readonly FormField[], document: unknown): Entries {
  const given = (document ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = given[field.name];
      if (value === undefined || value === null) return [];
      if (field.kind === 'group') return Object.entries(entriesOf(field.fields ?? [], value));
      return [[field.pointer, entryOf(field, value)]];
    }),
  );
}

/** A value as the reader would enter it. */
export const entryOf = ({ kind }: Pick<FormField, 'kind'>, value: unknown): string =>
  kind === 'choice' || kind === 'json' ? JSON.stringify(value) : String(value);

/** Entries made of the `index`-th example of each field. */
export function exampleEntries(fields: readonly FormField[], index = 0): Entries {
  return Object.fromEntries(
    fields.flatMap((field) => {
      if (field.kind === 'group') return Object.entries(exampleEntries(field.fields ?? [], index));
      const values = field.examples.length > 0 ? field.examples : (field.choices ?? []).map(({ value }) => value);
      return values.length === 0 ? [] : [[field.pointer, entryOf(field, values[index % values.length])]];
    }),
  );
}
