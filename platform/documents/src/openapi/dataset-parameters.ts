import { fieldOrder, jsonSchemaOf, notesOf, type DatasetPort, type JsonSchema } from '@mesh/product';
import { cellType, type CellType } from '../schemas/row-schema.js';
import { INSTANT_PATTERN } from '../schemas/shape-schema.js';

const INSTANT = { type: 'string', format: 'date-time', pattern: INSTANT_PATTERN };
const OF_CELL: Readonly<Record<CellType, object>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  timestamp: INSTANT,
};

/** What a reader may ask a dataset for; a column named like one of these cannot be selected by value. */
const RESERVED = ['from', 'to', 'columns', 'limit', 'cursor', 'format'];

/** The query parameters of a dataset: range, columns, page, format, and an exact value of each column that is not personal. */
export function datasetParameters({ row, partitionBy }: DatasetPort): readonly object[] {
  const { properties = {} } = jsonSchemaOf(row);
  const notes = notesOf(row);
  const columns = fieldOrder(row);
  const byValue = columns.filter((column) => notes.get(column)?.phi !== true && !RESERVED.includes(column));
  return [
    {
      ...inQuery('from', `Rows whose \`${partitionBy}\` is this or later.`, INSTANT),
      example: '2026-01-01T00:00:00Z',
    },
    { ...inQuery('to', `Rows whose \`${partitionBy}\` is before this.`, INSTANT), example: '2027-01-01T00:00:00Z' },
    {
      ...inQuery(
        'columns',
        'The columns to read; without it, all that are revealed to the caller. One that is not revealed is refused.',
        { type: 'array', items: { type: 'string', enum: columns }, minItems: 1, uniqueItems: true },
      ),
      style: 'form',
      explode: false,
    },
    inQuery('limit', 'Rows of a page, for JSON.', { type: 'integer', minimum: 1, maximum: 10_000, default: 100 }),
    inQuery('cursor', 'The `next` of the page before, with the same selection.', {
      type: 'string',
      minLength: 1,
      maxLength: 256,
      pattern: '^[A-Za-z0-9_-]+$',
    }),
    inQuery('format', 'What to answer with; without it, the first media type of `Accept` that is known, else JSON.', {
      type: 'string',
      enum: ['json', 'csv', 'parquet'],
    }),
    ...byValue.map((column) => byValueOf(column, properties[column] ?? {})),
  ];
}

const inQuery = (name: string, description: string, schema: object): object => ({
  name,
  in: 'query',
  description,
  schema,
});

const byValueOf = (column: string, rules: JsonSchema): object =>
  inQuery(column, `Rows in which \`${column}\` is exactly this.`, OF_CELL[cellType(rules)]);
