import type { FieldError, Shape } from '@mesh/product';
import { IngestErrors } from '../ingest.errors.js';
import { cellReader, type CellReader } from './cell-reader.js';
import { comparable, flatFields, type FlatField } from './fields.js';
import type { UploadTerms } from './terms.js';

/** What becomes of one column: the field that it holds, or nothing. */
export interface PlannedColumn {
  readonly field: FlatField;
  readonly read: CellReader;
}

/** What becomes of each column of a file, in their order, and what fields have without one. */
export interface ColumnPlan {
  readonly columns: readonly (PlannedColumn | undefined)[];
  /** Fields with a value where a row has none. */
  readonly defaults: readonly { readonly field: FlatField; readonly value: unknown }[];
}

const SAFE_NAME = /^[\w .-]{1,64}$/;
const MAX_FAULTS = 50;

/** What a plan is made for: the shape, the terms, and the field that is filled where no row has it. */
export interface PlanFor {
  readonly shape: Shape;
  readonly terms: UploadTerms;
  readonly filled?: string;
}

/** A field with the value that it has where a row has none. */
export type Default = ColumnPlan['defaults'][number];

/** Decides once for all rows. Throws INGEST.COLUMNS_UNFIT with every column and field that is unclear. */
export function planColumns(header: readonly string[], { shape, terms, filled }: PlanFor): ColumnPlan {
  const fields = flatFields(shape);
  const { faults, columns } = plannedColumns(header, fields, terms);
  const { defaults, faults: faultsOfDefaults } = plannedDefaults(fields, terms);
  const given = new Set([
    ...columns.flatMap((column) => column?.field.name ?? []),
    ...defaults.map(({ field }) => field.name),
  ]);
  const missing = fields
    .filter(({ name, required }) => required && !given.has(name) && name !== filled)
    .map(({ path }) => fault(`/${path.join('/')}`, 'required', 'is held by no column and has no default'));
  refuse([...faults, ...faultsOfDefaults, ...missing]);
  return { columns, defaults };
}

/** The defaults alone, for rows that name their fields themselves. Throws INGEST.COLUMNS_UNFIT. */
export function planDefaults({ shape, terms }: PlanFor): readonly Default[] {
  const { defaults, faults } = plannedDefaults(flatFields(shape), terms);
  refuse(faults);
  return defaults;
}

function plannedColumns(
  header: readonly string[],
  fields: readonly FlatField[],
  terms: UploadTerms,
): { readonly faults: readonly FieldError[]; readonly columns: ColumnPlan['columns'] } {
  const byName = new Map(fields.map((field) => [comparable(field.name), field]));
  const mapped = new Map(Object.entries(terms.columns ?? {}).map(([column, field]) => [comparable(column), field]));
  const known = new Set(header.map(comparable));
  const faults = Object.keys(terms.columns ?? {})
    .filter((column) => !known.has(comparable(column)))
    .map((column) => fault(columnAt(column), 'column', 'is mapped, and the file does not have it'));
  const held = new Set<string>();
  const columns = header.map((column, index) => {
    const target = mapped.get(comparable(column));
    if (target === null) return undefined;
    const field = byName.get(comparable(target ?? column));
    const place = columnAt(column, index);
    if (field === undefined) {
      if (target !== undefined) faults.push(fault(place, 'field', 'is mapped to a field that the port does not have'));
      else if (terms.others !== 'ignore') faults.push(fault(place, 'field', 'is no field of the port'));
      return undefined;
    }
    if (held.has(field.name)) faults.push(fault(place, 'unique', `is a second column for ${field.name}`));
    held.add(field.name);
    return { field, read: cellReader(field.schema, terms.zone) };
  });
  return { faults, columns };
}

function plannedDefaults(
  fields: readonly FlatField[],
  terms: UploadTerms,
): { readonly faults: readonly FieldError[]; readonly defaults: readonly Default[] } {
  const byName = new Map(fields.map((field) => [comparable(field.name), field]));
  const faults: FieldError[] = [];
  const defaults = Object.entries(terms.defaults ?? {}).flatMap(([name, value]) => {
    const field = byName.get(comparable(name));
    if (field !== undefined) return [{ field, value }];
    faults.push(fault(SAFE_NAME.test(name) ? `default ${name}` : 'default', 'field', 'is no field of the port'));
    return [];
  });
  return { faults, defaults };
}

function refuse(faults: readonly FieldError[]): void {
  if (faults.length > 0) throw IngestErrors.COLUMNS_UNFIT({ errors: faults.slice(0, MAX_FAULTS) });
}

const fault = (pointer: string, rule: string, message: string): FieldError => ({ pointer, rule, message });

/** The name of a column is the sender's text: it is repeated only when it looks like one. */
const columnAt = (name: string, index?: number): string =>
  SAFE_NAME.test(name) ? `column ${name}` : index === undefined ? 'columns' : `column ${index + 1}`;
