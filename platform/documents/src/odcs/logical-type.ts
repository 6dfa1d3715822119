import type { JsonSchema } from '@mesh/product';

/** The types that ODCS 3.1 knows. */
export type LogicalType = 'string' | 'timestamp' | 'number' | 'integer' | 'boolean' | 'object' | 'array';

type Options = Readonly<Record<string, unknown>>;

const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'] as const;

/** Which keywords of JSON Schema are options of a type; ODCS refuses every other one. */
const OPTIONS: Readonly<Record<LogicalType, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  timestamp: [],
  number: BOUNDS,
  integer: BOUNDS,
  boolean: [],
  object: ['minProperties', 'maxProperties'],
  array: ['minItems', 'maxItems', 'uniqueItems'],
};
const ALWAYS: Readonly<Partial<Record<LogicalType, Options>>> = {
  timestamp: { timezone: true },
  number: { format: 'f64' },
  integer: { format: 'i64' },
};

/** The type of a field without regard to whether it may be empty. */
export function logicalTypeOf({ type, format }: JsonSchema): LogicalType {
  if (format === 'date-time') return 'timestamp';
  const names: readonly unknown[] = Array.isArray(type) ? type : [type];
  return (Object.keys(OPTIONS) as LogicalType[]).find((known) => names.includes(known)) ?? 'string';
}

/** Bounds of length and value, and how numbers and times are kept. */
export function logicalTypeOptionsOf(schema: JsonSchema): Options | undefined {
  const type = logicalTypeOf(schema);
  const bounds = OPTIONS[type].filter((keyword) => schema[keyword] !== undefined);
  const options = { ...Object.fromEntries(bounds.map((keyword) => [keyword, schema[keyword]])), ...ALWAYS[type] };
  return Object.keys(options).length === 0 ? undefined : options;
}

/** The type of a column in the lake, by the names that tools on DuckDB understand: not every name that DuckDB does. */
export const COLUMN_TYPES: Readonly<Record<LogicalType, string>> = {
  string: 'VARCHAR',
  timestamp: 'TIMESTAMP_TZ',
  number: 'DOUBLE',
  integer: 'BIGINT',
  boolean: 'BOOLEAN',
  object: 'VARCHAR',
  array: 'VARCHAR',
};

/** JSON's name of the type of a member of an event. */
export const MEMBER_TYPES: Readonly<Record<LogicalType, string>> = {
  string: 'string',
  timestamp: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  object: 'object',
  array: 'array',
};
