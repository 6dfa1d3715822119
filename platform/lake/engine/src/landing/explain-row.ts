import type { FieldError } from '@mesh/product';
import type { Column, DatasetSettings } from '@mesh/lake';
import { rfc3339Ms } from '../rfc3339.js';
import { MAX_ROW_BYTES } from './staged-rows.js';

/** The first rule that a row breaks; undefined when it seems to fit. Only for rows that DuckDB has refused. */
export function explainRow(
  row: string,
  { columns, dayOf }: DatasetSettings,
): (Omit<FieldError, 'pointer'> & { column?: string }) | undefined {
  if (Buffer.byteLength(row) > MAX_ROW_BYTES) return { rule: 'size', message: `is at most ${MAX_ROW_BYTES} bytes` };
  const value = parse(row);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { rule: 'object', message: 'is one JSON object' };
  }
  const cells = value as Readonly<Record<string, unknown>>;
  const missing = cells[dayOf] === undefined || cells[dayOf] === null;
  if (missing) return { column: dayOf, rule: 'required', message: 'is present' };
  const wrong = columns.find((column) => !fits(column, cells[column.name]));
  return wrong && { column: wrong.name, rule: wrong.type, message: `is of type ${wrong.type}` };
}

function parse(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}

function fits({ type }: Column, value: unknown): boolean {
  if (value === undefined || value === null || type === 'string') return true;
  if (type === 'timestamp') return typeof value === 'string' && rfc3339Ms(value) !== undefined;
  if (type === 'boolean') return typeof value !== 'object' && /^(true|false|0|1)$/.test(String(value));
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return typeof value !== 'object' && (type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number));
}
