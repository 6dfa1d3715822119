import { LakeErrors, type Column, type ColumnType, type DatasetSettings, type Selection } from '@mesh/lake';
import { identifier } from '../duckdb/sql.js';
import type { SqlValues } from '../duckdb/session.js';
import { rfc3339Ms } from '../rfc3339.js';

/** A selection that was checked, as SQL; values stand apart from the text. */
export interface Filter {
  readonly columns: readonly Column[];
  readonly conditions: readonly string[];
  readonly values: SqlValues;
  /** Whether the filter takes every row of the day; then nothing has to be read to count or to skip. */
  takesDay(day: string): 'all' | 'some' | 'none';
}

const DAY_MS = 86_400_000;

/** Types whose values are handed to the engine as text. */
const CASTS: Readonly<Partial<Record<ColumnType, string>>> = { timestamp: 'TIMESTAMPTZ', number: 'DOUBLE' };

/** Checks a selection against the columns and turns it into conditions. */
export function toFilter(selection: Selection, settings: DatasetSettings): Filter {
  const byName = new Map(settings.columns.map((column) => [column.name, column]));
  const known = (name: string): Column => {
    const column = byName.get(name);
    if (column === undefined) throw LakeErrors.COLUMN_UNKNOWN();
    return column;
  };
  const chosen = selection.columns ?? settings.columns.map(({ name }) => name);
  if (chosen.length === 0 || new Set(chosen).size !== chosen.length) throw invalid('columns');
  const day = identifier(settings.dayOf);
  const values: Record<string, string | number | boolean | bigint> = {};
  const conditions: string[] = [];
  const [from, to] = [bound(selection.from, 'from'), bound(selection.to, 'to')];
  if (from !== undefined) conditions.push(`${day} >= CAST($from AS TIMESTAMPTZ)`);
  if (to !== undefined) conditions.push(`${day} < CAST($to AS TIMESTAMPTZ)`);
  if (selection.from !== undefined) values['from'] = selection.from.toUpperCase();
  if (selection.to !== undefined) values['to'] = selection.to.toUpperCase();
  for (const [index, [name, value]] of Object.entries(selection.equals ?? {}).entries()) {
    const { type } = known(name);
    values[`equal${index}`] = parameter(type, value);
    conditions.push(`${identifier(name)} = ${placeholder(type, `equal${index}`)}`);
  }
  const exact = Object.keys(selection.equals ?? {}).length > 0;
  return { columns: chosen.map(known), conditions, values, takesDay: (text) => takes(text, { from, to, exact }) };
}

/** The place of a value in a condition. */
export const placeholder = (type: ColumnType, name: string): string =>
  CASTS[type] === undefined ? `$${name}` : `CAST($${name} AS ${CASTS[type]})`;

function takes(day: string, { from, to, exact }: { from: number | undefined; to: number | undefined; exact: boolean }) {
  const start = Date.parse(`${day}T00:00:00Z`);
  const end = start + DAY_MS;
  if ((from ?? start) >= end || (to ?? end) <= start) return 'none';
  return !exact && (from ?? start) <= start && (to ?? end) >= end ? 'all' : 'some';
}

/** Milliseconds of a bound; a bound between two milliseconds only ever opens a day too many, never one too few. */
function bound(text: string | undefined, rule: 'from' | 'to'): number | undefined {
  if (text === undefined) return undefined;
  const time = rfc3339Ms(text);
  if (time === undefined) throw invalid(rule);
  const isFiner = /\.\d{4,}/.test(text) && /[1-9]/.test(/\.\d{3}(\d+)/.exec(text)?.[1] ?? '');
  return rule === 'to' && isFiner ? time + 1 : time;
}

/** A value of a column's type as the engine takes it. */
export function parameter(type: ColumnType, value: string | number | boolean): string | number | boolean | bigint {
  if (type === 'timestamp' && typeof value === 'string' && bound(value, 'from') !== undefined)
    return value.toUpperCase();
  if (type === 'integer' && Number.isSafeInteger(value)) return BigInt(value);
  // As text: the driver takes any whole number for an integer, and fails on one that is greater than its integers.
  if (type === 'number' && Number.isFinite(value)) return String(value);
  if (type === 'string' && typeof value === 'string') return value;
  if (type === 'boolean' && typeof value === 'boolean') return value;
  throw invalid('equals');
}

const invalid = (rule: string) => LakeErrors.SELECTION_INVALID({ rule });
