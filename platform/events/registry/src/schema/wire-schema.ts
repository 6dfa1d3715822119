import { isObject, objectOf, type JsonObject } from './json.js';

/** Words about values, and names of documents: they refuse nothing, and a validator in strict mode refuses some of them. */
const SILENT = new Set([
  ...['$schema', '$id', 'id', '$anchor', '$comment', 'examples', 'format', 'deprecated', 'readOnly', 'writeOnly'],
  ...['contentEncoding', 'contentMediaType'],
]);

/** Keywords whose value is a schema, a list of schemas, or a schema by name. */
const ONE = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'not',
  'propertyNames',
  'then',
]);
const LIST = new Set(['allOf', 'anyOf', 'oneOf']);
const NAMED = new Set(['definitions', 'dependencies', 'patternProperties', 'properties']);

const SHELVES = /^#\/(?:\$defs|definitions|components\/schemas)\//;

/**
 * A schema as any JSON Schema validator since draft 07 reads it, without annotations that strict ones refuse: units, codes
 * and marks of personal data stay in the documents of the product. Formats are left out as well, since a validator
 * without a table of formats refuses them; times are told by their pattern.
 */
export function wireSchema(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const { $defs, definitions, ...rest } = schema;
  const shelf = { ...objectOf($defs), ...objectOf(definitions) };
  const keywords = Object.entries(rest)
    .filter(([keyword]) => !SILENT.has(keyword) && !keyword.startsWith('x-'))
    .map(([keyword, value]) => [keyword, inner(keyword, value)] as const);
  return {
    ...Object.fromEntries(keywords),
    ...(Object.keys(shelf).length > 0 && { definitions: inner('definitions', shelf) }),
  };
}

function inner(keyword: string, value: unknown): unknown {
  if (keyword === '$ref' && typeof value === 'string') return value.replace(SHELVES, '#/definitions/');
  if (ONE.has(keyword)) return wireSchema(value);
  if (keyword === 'items') return Array.isArray(value) ? value.map(wireSchema) : wireSchema(value);
  if (LIST.has(keyword) && Array.isArray(value)) return value.map(wireSchema);
  if (NAMED.has(keyword) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, wireSchema(member)]));
  }
  return value;
}

/** A schema of a document together with the schemas that it refers to there, under `definitions`. */
export function withDefinitions(schema: JsonObject, shelf: JsonObject): JsonObject {
  const needed = new Map<string, unknown>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(collect);
    if (!isObject(value)) return;
    const name = typeof value['$ref'] === 'string' ? value['$ref'].replace(SHELVES, '') : undefined;
    if (name !== undefined && Object.hasOwn(shelf, name) && !needed.has(name)) {
      needed.set(name, shelf[name]);
      collect(shelf[name]);
    }
    Object.values(value).forEach(collect);
  };
  collect(schema);
  return needed.size === 0 ? schema : { ...schema, definitions: Object.fromEntries(needed) };
}
