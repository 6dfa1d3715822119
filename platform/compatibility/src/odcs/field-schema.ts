import { listOf, objectOf, textOf, type JsonObject } from '../json.js';
import { propertiesByName } from '../reading/custom-properties.js';

const TYPES: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  timestamp: { type: 'string', format: 'date-time' },
  date: { type: 'string', format: 'date' },
  time: { type: 'string', format: 'time' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  array: { type: 'array' },
  object: { type: 'object' },
};

/** The fields of an element of a contract as JSON Schema, so that one comparison judges both. */
export function recordSchema(properties: unknown): JsonObject {
  const fields = listOf(properties).map(objectOf);
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [String(field.name), fieldSchema(field)])),
    required: fields.filter(({ required }) => required === true).map(({ name }) => name),
    additionalProperties: false,
  };
}

function fieldSchema(field: JsonObject): JsonObject {
  const { type, ...rest } = objectOf(TYPES[textOf(field.logicalType) ?? '']);
  const { unit, categories, term } = propertiesByName(field.customProperties);
  const codes = listOf(field.authoritativeDefinitions)
    .map(objectOf)
    .filter(({ type: kind }) => kind === 'terminology');
  return defined({
    ...content(field),
    ...rest,
    // A contract has one word for "may be left out" and "may be null".
    type: field.required === true ? type : [type, 'null'],
    ...rulesOf(field),
    description: field.description,
    examples: field.examples,
    'x-unit': unit,
    'x-categories': categories,
    'x-term': term,
    'x-codes': codes.length === 0 ? undefined : codes.map(({ description }) => description),
    'x-phi': field.classification === 'phi' ? true : undefined,
  });
}

function content(field: JsonObject): JsonObject {
  if (field.properties !== undefined) return recordSchema(field.properties);
  return field.items === undefined ? {} : { items: fieldSchema({ required: true, ...objectOf(field.items) }) };
}

/** Bounds; how wide a number is kept is told by its physical type. */
function rulesOf({ logicalType, logicalTypeOptions }: JsonObject): JsonObject {
  const { format, timezone: _timezone, ...bounds } = objectOf(logicalTypeOptions);
  return logicalType === 'string' ? { format, ...bounds } : bounds;
}

const defined = (schema: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([, member]) => member !== undefined));
