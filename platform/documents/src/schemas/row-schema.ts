import { fieldOrder, jsonSchemaOf, notesOf, type JsonSchema, type Shape } from '@mesh/product';
import { inKeywordOrder } from './keyword-order.js';
import { INSTANT_PATTERN } from './shape-schema.js';

/** What one cell of a column holds. */
export type CellType = 'string' | 'number' | 'integer' | 'boolean' | 'timestamp';

/** The type of the column that a field becomes in the lake; documents and lists are kept as JSON text. */
export function cellType({ type, format }: JsonSchema): CellType {
  if (format === 'date-time') return 'timestamp';
  const types = Array.isArray(type) ? (type as string[]) : [type];
  return (['boolean', 'integer', 'number'] as const).find((known) => types.includes(known)) ?? 'string';
}

const isText = ({ type }: JsonSchema): boolean =>
  type === 'string' || (Array.isArray(type) && (type as string[]).includes('string'));

/** A row as it is read: every field may be missing, since a reader chooses columns and personal ones may be withheld. */
export function rowSchema(row: Shape, description: string): JsonSchema {
  const { properties = {} } = jsonSchemaOf(row);
  const notes = notesOf(row);
  const cells = fieldOrder(row).map((name) => {
    const rules = properties[name] ?? {};
    return [name, notes.get(name)?.phi === true ? withheld(cellSchema(rules)) : cellSchema(rules)] as const;
  });
  return {
    title: `${row.name}Row`,
    description,
    type: 'object',
    properties: Object.fromEntries(cells),
    additionalProperties: false,
  };
}

function cellSchema(rules: JsonSchema): JsonSchema {
  const cell = cellType(rules);
  if (cell === 'timestamp') return inKeywordOrder({ ...rules, pattern: INSTANT_PATTERN });
  if (cell !== 'string' || isText(rules)) return inKeywordOrder(rules);
  const said = Object.entries(rules).filter(([keyword]) => keyword === 'description' || keyword.startsWith('x-'));
  return inKeywordOrder({
    ...Object.fromEntries(said),
    type: Array.isArray(rules['type']) ? ['string', 'null'] : 'string',
    contentMediaType: 'application/json',
  });
}

const withheld = (cell: JsonSchema): JsonSchema =>
  inKeywordOrder({
    ...cell,
    description: [cell['description'], 'Only for readers to whom personal fields are revealed']
      .filter(Boolean)
      .join('. '),
  });
