type Document = Readonly<Record<string, unknown>>;

const MOST = 200;

/** A name of nothing: the UUIDv7 (RFC 9562) of the first moment of 1970. */
const NOTHING = '00000000-0000-7000-8000-000000000000';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Documents close to the examples: with a field left out, with a field empty, with all of those empty that may be, with a
 * name of nothing. An error of a product itself lies among those that keep the schema and mean nothing.
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
    ...Object.entries(document)
      .filter(([, value]) => typeof value === 'string' && UUID.test(value))
      .map(([field]) => ({ ...document, [field]: NOTHING })),
  ]);
  return near.slice(0, MOST);
}

const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
