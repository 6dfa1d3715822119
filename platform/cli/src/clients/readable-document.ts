type Json = Readonly<Record<string, unknown>>;

/** A document of OpenAPI as far as it is touched here. */
export interface OpenApiDocument extends Json {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

const SAID_BESIDE_A_REFERENCE: ReadonlySet<string> = new Set(['summary', 'description']);

/**
 * The same calls in a form that openapi-generator reads as they are meant. It knows references of OpenAPI 3.0, which
 * stand alone: what 3.1 says beside one would become a class of its own with that part alone. It waits for the end of
 * an answer, so streams are left out. Readable names of codes become names of constants.
 */
export function readableDocument(document: OpenApiDocument, address: string): OpenApiDocument {
  const paths = Object.entries(document.paths).map(([path, operations]) => [
    path,
    Object.fromEntries(Object.entries(operations).filter(([, operation]) => !isStream(operation))),
  ]);
  const calls = paths.filter(([, operations]) => Object.keys(operations as object).length > 0);
  const readable = readableValue({ ...document, paths: Object.fromEntries(calls) as unknown }) as OpenApiDocument;
  return { ...readable, servers: [{ url: address }] };
}

function isStream(operation: Json): boolean {
  const content = ((operation['responses'] as Json | undefined)?.['200'] as Json | undefined)?.['content'];
  return content !== undefined && 'text/event-stream' in (content as Json);
}

function readableValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readableValue);
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Json;
  const entries = typeof members['$ref'] === 'string' ? referenceOf(members) : Object.entries(members);
  const readable = Object.fromEntries(entries.map(([name, member]) => [name, readableValue(member)]));
  if (readable['format'] === 'date-time') return withoutRulesOfText(readable);
  return Array.isArray(readable['enum']) ? namedCodes(readable) : readable;
}

/** A time becomes an object of the language: rules about its text would be held against that. */
const withoutRulesOfText = (schema: Json): Json =>
  Object.fromEntries(
    Object.entries(schema).filter(([name]) => !['pattern', 'minLength', 'maxLength', 'enum'].includes(name)),
  );

const referenceOf = (members: Json): [string, unknown][] =>
  Object.entries(members).filter(([name]) => name === '$ref' || SAID_BESIDE_A_REFERENCE.has(name));

/** Null is said by the type; `{ '1': 'typical angina' }` gives 1 the name TYPICAL_ANGINA. */
function namedCodes(schema: Json): Json {
  const codes = (schema['enum'] as readonly unknown[]).filter((code) => code !== null);
  const categories = (schema['x-categories'] ?? {}) as Readonly<Record<string, string>>;
  const names = codes.map((code) => constantOf(categories[String(code)]));
  const named = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return { ...schema, enum: codes, ...(named && { 'x-enum-varnames': names }) };
}

/** Undefined for what gives no name in every language. */
function constantOf(text: string | undefined): string | undefined {
  const name = text
    ?.toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return name !== undefined && /^[A-Z][A-Z0-9_]*$/.test(name) ? name : undefined;
}
