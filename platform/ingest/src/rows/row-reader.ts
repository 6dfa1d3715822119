import { isUtf8 } from 'node:buffer';
import type { FieldError } from '@mesh/product';
import { IngestErrors } from '../ingest.errors.js';
import { cellsOf } from '../records/cells.js';
import type { Damage, RawRecord } from '../records/raw-record.js';
import { faultAt } from './cell-reader.js';
import { planColumns, planDefaults, type ColumnPlan, type Default, type PlanFor } from './column-plan.js';
import { comparable, flatFields, type FlatField } from './fields.js';
import { MISSING_BY_DEFAULT } from './terms.js';

/** A row as a document of the port, or why it is none. */
export type RowRead = { readonly document: Record<string, unknown> } | { readonly faults: readonly FieldError[] };

/** Reads the rows of one upload. */
export interface RowReader {
  /** The names of the columns, once they are known; a file without a header has none. */
  readonly header: readonly string[] | undefined;
  /** The document of a row; undefined for the header. Throws what is wrong with the file as a whole. */
  read(record: RawRecord): RowRead | undefined;
}

/** What a reader of rows stands on. */
export interface RowReaderParts extends PlanFor {
  /** The columns of a file that is gone on with. */
  readonly header?: readonly string[] | undefined;
  /** Reads one JSON document, or throws an error with a code. */
  readonly parseJson: (bytes: Buffer) => unknown;
}

const wholeRow = (rule: string, message: string): RowRead => ({ faults: [{ pointer: '', rule, message }] });

const DAMAGED: Readonly<Record<Damage, RowRead>> = {
  'too-long': wholeRow('too-long', 'is longer than a row may be'),
  quotes: wholeRow('quotes', 'has a quote where none may be, or one that never closes'),
};
const NOT_UTF8 = wholeRow('encoding', 'is not in UTF-8');
const RAGGED = wholeRow('ragged', 'has more or fewer cells than the header has columns');
const NO_OBJECT = wholeRow('type', 'is no JSON object');

/** Makes the reader that the terms ask for. */
export const rowReader = (parts: RowReaderParts): RowReader =>
  parts.terms.format === 'csv' ? new CsvRows(parts) : new JsonRows(parts);

class CsvRows implements RowReader {
  header: readonly string[] | undefined;
  private plan: ColumnPlan | undefined;
  private readonly missing: ReadonlySet<string>;
  private readonly delimiter: string;

  constructor(private readonly parts: RowReaderParts) {
    const { terms, header } = parts;
    this.delimiter = terms.delimiter ?? ',';
    this.missing = new Set(terms.missing ?? MISSING_BY_DEFAULT);
    if (header !== undefined) this.begin(header);
  }

  read(record: RawRecord): RowRead | undefined {
    const { plan } = this;
    if (plan === undefined) {
      if (record.damage !== undefined || !isUtf8(record.bytes)) throw IngestErrors.HEADER_MISSING();
      this.begin(this.cells(record).map((name) => name.trim()));
      return undefined;
    }
    if (record.damage !== undefined) return DAMAGED[record.damage];
    if (!isUtf8(record.bytes)) return NOT_UTF8;
    const cells = this.cells(record);
    return cells.length === plan.columns.length ? this.document(cells, plan) : RAGGED;
  }

  private begin(header: readonly string[]): void {
    this.header = header;
    this.plan = planColumns(header, this.parts);
  }

  private cells({ bytes, quoted }: RawRecord): readonly string[] {
    return cellsOf(bytes.toString('utf8'), this.delimiter, quoted);
  }

  private document(cells: readonly string[], { columns, defaults }: ColumnPlan): RowRead {
    const document: Record<string, unknown> = {};
    let faults: FieldError[] | undefined;
    for (let at = 0; at < columns.length; at += 1) {
      const column = columns[at];
      const text = cells[at] as string;
      if (column === undefined || this.missing.has(text) || this.missing.has(text.trim())) continue;
      const read = column.read(text);
      if ('value' in read) put(document, column.field, read.value);
      else (faults ??= []).push(faultAt(`/${column.field.path.join('/')}`, read));
    }
    if (faults !== undefined) return { faults };
    for (const { field, value } of defaults) if (!has(document, field)) put(document, field, value);
    return { document };
  }
}

class JsonRows implements RowReader {
  readonly header = undefined;
  private readonly names: ReadonlyMap<string, string | null>;
  private readonly defaults: readonly Default[];

  constructor(private readonly parts: RowReaderParts) {
    const { terms, shape } = parts;
    const fields = new Map(flatFields(shape).map((field) => [comparable(field.name), field]));
    this.defaults = planDefaults(parts);
    this.names = new Map(
      Object.entries(terms.columns ?? {}).map(([name, field]) => [
        name,
        field === null ? null : (fields.get(comparable(field))?.name ?? field),
      ]),
    );
  }

  read(record: RawRecord): RowRead {
    if (record.damage !== undefined) return DAMAGED[record.damage];
    let value: unknown;
    try {
      value = this.parts.parseJson(record.bytes);
    } catch (error) {
      return faultsOf(error);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return NO_OBJECT;
    const document = this.renamed(value as Record<string, unknown>);
    for (const { field, value: instead } of this.defaults) if (!has(document, field)) put(document, field, instead);
    return { document };
  }

  private renamed(value: Record<string, unknown>): Record<string, unknown> {
    if (this.names.size === 0) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => {
        const field = this.names.has(name) ? this.names.get(name) : name;
        return typeof field === 'string' ? [[field, member]] : [];
      }),
    );
  }
}

/** A refusal of the parser as faults of the row: its code is the rule. */
function faultsOf(error: unknown): RowRead {
  const { code, message, meta } = error as {
    code?: string;
    message?: string;
    meta?: { errors?: readonly FieldError[] };
  };
  if (meta?.errors !== undefined && meta.errors.length > 0) return { faults: meta.errors };
  return wholeRow(
    code?.split('.').at(-1)?.toLowerCase().replaceAll('_', '-') ?? 'json',
    message ?? 'is no JSON document',
  );
}

function has(document: Record<string, unknown>, { path }: FlatField): boolean {
  let holder: unknown = document;
  for (const name of path) {
    if (typeof holder !== 'object' || holder === null) return false;
    holder = (holder as Record<string, unknown>)[name];
  }
  return holder !== undefined && holder !== null;
}

function put(document: Record<string, unknown>, { path }: FlatField, value: unknown): void {
  let holder = document;
  for (let depth = 0; depth < path.length - 1; depth += 1) {
    const name = path[depth] as string;
    const inner = holder[name];
    holder = holder[name] = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  }
  holder[path.at(-1) as string] = value;
}
