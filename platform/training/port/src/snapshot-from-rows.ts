import type { FieldError, ModelSplit, Outcome } from '@mesh/product';
import { brokenRule, numberOf, type Cell } from './cell.js';
import { rowText } from './content-groups.js';
import type { OccurrenceSnapshot } from './recipe.js';
import { canonicalBytes, MOST_COUNT, snapshotFromBytes, strataOf, type MadeSnapshot } from './snapshot-bytes.js';
import { refuseCopyOfLabel, splitColumns, splitOf, type TakenRows } from './split/split-of.js';
import { numeric, type TrainingColumn } from './training-column.js';
import { TrainingErrors } from './training-errors.js';

const MOST_ROWS = 1_000_000;
const MOST_ERRORS = 20;

/** How a table becomes a snapshot. */
export interface SnapshotPlan {
  /** The features in signature order; a bare name is a quantity without limits. */
  readonly columns: readonly (string | TrainingColumn)[];
  /** The column with the outcome: 0 did not occur, 1 occurred; or how often it did. */
  readonly label: string;
  /** What is to be foreseen of it. Default probability. */
  readonly outcome?: Outcome;
  /** Grades 1 … highestGrade also count as occurred (the UCI tables grade disease 0–4); of no meaning for a count. Default 1. */
  readonly highestGrade?: number;
  /** Share of the rows that judge and never train, 0 ≤ share < 1. Default 0.3. */
  readonly heldOutShare?: number;
  /** Chooses the held-out rows; recorded in the snapshot. Default 1. */
  readonly seed?: number;
  /** Which rows judge, where content and seed alone must not decide. */
  readonly split?: ModelSplit;
  /** The number of the first row in error messages: 2 where line 1 is a header. Default 1. */
  readonly firstLine?: number;
}

export type TableRow = Readonly<Record<string, Cell>>;

/** A plan of rows that say whether something occurred. */
export type OccurrencePlan = SnapshotPlan & { readonly outcome?: 'probability' };

/** Makes a snapshot of a table; rows that break a rule are named by line and rule, never by value. Throws TRAINING.*. */
export function snapshotFromRows(rows: Iterable<TableRow>, plan: OccurrencePlan): MadeSnapshot<OccurrenceSnapshot>;
export function snapshotFromRows(rows: Iterable<TableRow>, plan: SnapshotPlan): MadeSnapshot;
export function snapshotFromRows(rows: Iterable<TableRow>, plan: SnapshotPlan): MadeSnapshot {
  const { label, heldOutShare = 0.3, seed = 1, firstLine = 1 } = plan;
  const isCount = plan.outcome === 'count';
  if (isCount && plan.highestGrade !== undefined)
    throw TrainingErrors.PARAMETER_INVALID({ parameter: 'highestGrade', range: 'none where a count is foreseen' });
  const most = isCount ? MOST_COUNT : (plan.highestGrade ?? 1);
  if (!(heldOutShare >= 0 && heldOutShare < 1))
    throw TrainingErrors.PARAMETER_INVALID({ parameter: 'heldOutShare', range: '0 ≤ share < 1' });
  if (!Number.isSafeInteger(seed))
    throw TrainingErrors.PARAMETER_INVALID({ parameter: 'seed', range: 'whole numbers' });
  const columns = plan.columns.map((column) => (typeof column === 'string' ? numeric(column) : column));
  if (columns.some(({ name }) => name === label)) throw TrainingErrors.LABEL_AMONG_FEATURES({ column: label });

  const errors: FieldError[] = [];
  const table: TakenRows = { texts: [], labels: [], cells: [] };
  const marks = splitColumns(plan.split);
  let count = 0;
  for (const row of rows) {
    if (count === 0) requireColumns(row, [...columns.map(({ name }) => name), label, ...marks]);
    if (++count > MOST_ROWS) throw TrainingErrors.TOO_MANY_ROWS({ most: MOST_ROWS });
    const line = firstLine + count - 1;
    const features = columns.map((column) => {
      const value = numberOf(row[column.name]);
      const broken = brokenRule(column, value);
      if (broken)
        errors.push({
          pointer: `/${line}/${column.name}`,
          rule: broken.rule,
          message: `Line ${line}: ${column.name} ${broken.message}`,
        });
      return value ?? NaN;
    });
    const grade = numberOf(row[label]);
    const valid = grade !== undefined && Number.isInteger(grade) && grade >= 0 && grade <= most;
    if (!valid)
      errors.push({
        pointer: `/${line}/${label}`,
        rule: 'label',
        message: `Line ${line}: ${label} must be a whole number from 0 to ${most}`,
      });
    if (errors.length >= MOST_ERRORS) break;
    table.texts.push(rowText(features));
    table.labels.push(!valid ? 0 : isCount ? grade : Math.min(1, grade));
    table.cells.push(row);
  }
  if (errors.length > 0) throw TrainingErrors.ROWS_INVALID({ errors: errors.slice(0, MOST_ERRORS) });
  if (count === 0) throw TrainingErrors.NO_ROWS();

  const names = columns.map(({ name }) => name);
  refuseCopyOfLabel(names, table);
  const outcome = isCount ? ({ outcome: 'count' } as const) : {};
  const { split, heldOut } = splitOf(
    { ...table, strata: strataOf(outcome, table.labels) },
    { split: plan.split, label, share: heldOutShare, seed, firstLine },
  );
  const lines = table.texts.map((text, i) =>
    [text, table.labels[i], ...(heldOut ? [Number(heldOut[i])] : [])].join(','),
  );
  const header = { columns: names, label, ...outcome, heldOutShare, seed, ...(split && { split }) };
  const bytes = canonicalBytes(header, lines);
  return { snapshot: snapshotFromBytes(bytes), bytes };
}

/** A column may be empty, but not absent: a misspelt header would otherwise train a model that ignores it. */
function requireColumns(row: TableRow, names: readonly string[]): void {
  const missing = names.find((name) => !Object.hasOwn(row, name));
  if (missing !== undefined) throw TrainingErrors.COLUMN_MISSING({ column: missing });
}
