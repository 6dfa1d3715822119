import { canonical, listOf, type JsonObject } from '../json.js';

/** The types of JSON, `integer` apart from `number`. */
export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

const EVERY_TYPE: readonly JsonType[] = ['null', 'boolean', 'number', 'string', 'array', 'object'];

/** The type of a value. */
export function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as JsonType;
}

/** Whether a set of types holds all values of a type: each integer is a number. */
export const holds = (types: ReadonlySet<string>, type: string): boolean =>
  types.has(type) || (type === 'integer' && types.has('number'));

/** What a schema allows at its first level. */
export interface Domain {
  /** Without null; more than are possible when values are listed is never less. */
  readonly types: ReadonlySet<string>;
  readonly nullable: boolean;
  /** The only values but null, when they are listed. */
  readonly values: readonly unknown[] | undefined;
}

/** Reads types, null and listed values, wherever they are written. */
export function domainOf(schema: JsonObject): Domain {
  const declared = new Set<string>(schema.type === undefined ? EVERY_TYPE : [schema.type].flat().map(String));
  const listed = listedValues(schema)?.filter((value) => holds(declared, typeOf(value)));
  const nullable = declared.has('null') && (listed === undefined || listed.includes(null));
  const values = listed?.filter((value) => value !== null);
  const types = new Set<string>(values === undefined ? declared : values.map(typeOf));
  types.delete('null');
  if (types.has('number')) types.delete('integer');
  return { types, nullable, values };
}

function listedValues(schema: JsonObject): readonly unknown[] | undefined {
  const { const: only, enum: several } = schema;
  if (only === undefined) return several === undefined ? undefined : listOf(several);
  if (several === undefined) return [only];
  return listOf(several).filter((value) => canonical(value) === canonical(only));
}
