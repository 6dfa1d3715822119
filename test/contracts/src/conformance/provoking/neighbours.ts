type Document = Readonly<Record<string, unknown>>;

const MOST = 200;

/**
 * Documents close to the examples: with a field left out, with a field empty, with all of those empty that may be. An
 * error of a product itself lies among those that keep the schema and mean nothing.
 */
export function neighboursOf(examples: readonly unknown[]): readonly Document[] {
  const documents = examples.filter(isDocument);
  const fields = [...new Set(documents.flatMap(Object.keys))];
  const mayBeEmpty = fields.filter((field) => documents.some((document) => document[field] === null));
  const near = documents.flatMap((document) => [
    { ...document, ...Object.fromEntries(mayBeEmpty.map((field) => [field, null])) },
    Object.fromEntries(Object.entries(document).filter(([field]) => !mayBeEmpty.includes(field))),
    ...fields.map((field) => ({ ...document, [field]: null })),
    ...fields.map((field) => Object.fromEntries(Object.entries(document).filter(([name]) => name !== field))),
  ]);
  return near.slice(0, MOST);
}

const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
