import type { FeatureColumns } from './feature-columns.js';

/** What is wrong with a row: the line of the file, the field and the rule; never the value. */
export interface RowError {
  readonly line: number;
  readonly field: string;
  readonly rule: 'number' | 'finite' | 'unknown-column' | 'missing-column' | 'csv';
}

const NOT_MEASURED: ReadonlySet<string> = new Set(['', '?', 'na', 'nan', 'null']);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** The features of one row in the model's order, NaN where not measured; or everything that is wrong with it. */
export function featureRow(
  record: readonly string[],
  columns: FeatureColumns,
  { line, width }: { readonly line: number; readonly width: number },
): readonly number[] | readonly RowError[] {
  if (record.length > width) return [{ line, field: `column ${width + 1}`, rule: 'unknown-column' }];
  if (record.length < width) return [{ line, field: `column ${record.length + 1}`, rule: 'missing-column' }];
  const errors: RowError[] = [];
  const values = columns.map(({ feature, column }) => {
    const text = column === undefined ? '' : (record[column] ?? '').trim();
    if (NOT_MEASURED.has(text.toLowerCase())) return NaN;
    if (!NUMBER.test(text)) errors.push({ line, field: feature, rule: 'number' });
    const value = Number(text);
    if (Math.abs(value) > LARGEST_FLOAT32) errors.push({ line, field: feature, rule: 'finite' });
    return value;
  });
  return errors.length > 0 ? errors : values;
}
