import { jsonSchemaOf, nestedShape, type JsonSchema, type Shape } from '@mesh/product';
import { inKeywordOrder } from './keyword-order.js';

/** Where the schema of a nested shape stands in the document at hand. */
export type RefTo = (nested: Shape) => string;

/** An RFC 3339 time as every port takes it: capital T and Z, no leap second, at most nanoseconds. */
export const INSTANT_PATTERN =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$';

/** The schema of a shape for one document: nested shapes are referred to, keywords stand in order. */
export function shapeSchema(shape: Shape, refTo: RefTo, description: string): JsonSchema {
  const { properties = {}, ...rest } = jsonSchemaOf(shape);
  const fields: Readonly<Record<string, JsonSchema>> = Object.fromEntries(
    Object.entries(properties).map(([name, rules]) => [name, fieldSchema(shape, name, rules, refTo)]),
  );
  return inKeywordOrder<JsonSchema>({ ...rest, description, properties: fields });
}

function fieldSchema(shape: Shape, name: string, rules: JsonSchema, refTo: RefTo): JsonSchema {
  const nested = nestedShape(shape, name);
  if (nested === undefined) return inKeywordOrder(withInstants(rules));
  const whole = { $ref: refTo(nested) };
  const said = annotationsOf(rules, nested);
  // Beside a reference, annotations count in 2020-12 only; AsyncAPI reads schemas by draft 07.
  if (isNullable(rules)) return inKeywordOrder({ ...said, anyOf: [whole, { type: 'null' }] });
  return Object.keys(said).length === 0 ? whole : inKeywordOrder({ ...said, allOf: [whole] });
}

/** What is said of the field itself, not of the shape it holds. */
function annotationsOf(rules: JsonSchema, nested: Shape): JsonSchema {
  const rulesOfShape = new Set(Object.keys(jsonSchemaOf(nested)));
  return Object.fromEntries(Object.entries(rules).filter(([keyword]) => !rulesOfShape.has(keyword)));
}

const isNullable = ({ type }: JsonSchema): boolean => Array.isArray(type) && type.includes('null');

/** A schema that takes exactly the times that `isInstant` takes. */
const withInstants = (rules: JsonSchema): JsonSchema =>
  rules['format'] === 'date-time' ? { ...rules, pattern: INSTANT_PATTERN } : rules;
