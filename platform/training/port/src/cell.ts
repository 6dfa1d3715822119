import type { TrainingColumn } from './training-column.js';

/** A cell as it comes: from CSV a text, from a dataset a number, boolean or null. */
export type Cell = string | number | bigint | boolean | null | undefined;

/** How a cell breaks its column: a rule's name for machines, and a sentence without the value. */
export interface BrokenRule {
  readonly rule: 'number' | 'range' | 'category' | 'label';
  readonly message: string;
}

const MISSING = new Set(['', '?', 'na', 'nan', 'null']);
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** The number in a cell, NaN where nothing was measured, undefined where it is no finite number. */
export function numberOf(cell: Cell): number | undefined {
  if (cell === null || cell === undefined) return NaN;
  if (typeof cell === 'number') return Number.isNaN(cell) ? NaN : finite(cell);
  if (typeof cell !== 'string') return Number(cell);
  const text = cell.trim();
  if (MISSING.has(text.toLowerCase())) return NaN;
  return NUMBER.test(text) ? finite(Number(text)) : undefined;
}

/** Adding 0 turns −0 into 0, so that equal numbers have equal text. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** The rule of the column that a measured value breaks, if any. */
export function brokenRule(column: TrainingColumn, value: number | undefined): BrokenRule | undefined {
  if (value === undefined) return { rule: 'number', message: 'must be a finite number, or empty where not measured' };
  if (Number.isNaN(value)) return undefined;
  if (column.kind === 'categorical') {
    if (column.categories.includes(value)) return undefined;
    return { rule: 'category', message: `must be one of ${column.categories.join(', ')}` };
  }
  const { min = -Infinity, max = Infinity, missingValue } = column;
  if (value === missingValue || (value >= min && value <= max)) return undefined;
  return { rule: 'range', message: `must lie between ${min} and ${max}` };
}
