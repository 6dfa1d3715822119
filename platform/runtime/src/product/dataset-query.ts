import type { Column, Selection } from '@mesh/lake';
import { isInstant, type FieldError } from '@mesh/product';
import { RuntimeErrors } from '../runtime.errors.js';

export type Format = 'json' | 'csv' | 'parquet';

/** What a reader of a dataset asked for. */
export interface DatasetQuery {
  readonly format: Format;
  readonly selection: Selection;
  readonly limit: number;
  readonly cursor?: string;
}

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 10_000;
const FORMATS: readonly Format[] = ['json', 'csv', 'parquet'];
const BY_MEDIA_TYPE: Readonly<Record<string, Format>> = {
  'application/json': 'json',
  'text/csv': 'csv',
  'application/vnd.apache.parquet': 'parquet',
};

/**
 * Reads `from`, `to`, `columns`, `limit`, `cursor`, `format` and exact values of columns. Only `readable` columns exist
 * for this reader; personal ones are never filtered by, since a URL must not name a person.
 */
export function parseDatasetQuery(
  query: Readonly<Record<string, unknown>>,
  accept: string,
  readable: readonly Column[],
): DatasetQuery {
  const errors: FieldError[] = [];
  const wrong = (name: string, message: string): undefined => {
    errors.push({ pointer: `?${name}`, rule: 'query', message });
    return undefined;
  };
  const text = (name: string): string | undefined => {
    const value = query[name];
    return value === undefined || typeof value === 'string' ? value : wrong(name, 'stands more than once');
  };
  const instant = (name: string): string | undefined => {
    const value = text(name);
    return value === undefined || isInstant(value) ? value : wrong(name, 'must be an RFC 3339 time with an offset');
  };

  const known = new Map(readable.map((column) => [column.name, column]));
  const columns = text('columns')?.split(',');
  if (columns?.some((name) => !known.has(name))) wrong('columns', `must be some of ${[...known.keys()].join(', ')}`);
  const limit = numberOf(text('limit') ?? String(DEFAULT_LIMIT)) ?? NaN;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    wrong('limit', `must be a whole number from 1 to ${MAX_LIMIT}`);
  const format = (text('format') ?? acceptedFormat(accept)) as Format;
  if (!FORMATS.includes(format)) wrong('format', `must be one of ${FORMATS.join(', ')}`);
  const [from, to, cursor] = [instant('from'), instant('to'), text('cursor')];
  const equals: Record<string, string | number | boolean> = {};
  for (const name of Object.keys(query).filter((name) => !RESERVED.has(name))) {
    const column = known.get(name);
    const value = text(name);
    if (column === undefined)
      wrong(/^\w{1,64}$/.test(name) ? name : '', 'is neither a parameter nor a readable column');
    else if (value !== undefined)
      equals[name] = valueOf(column, value) ?? wrong(name, `must be a ${column.type}`) ?? '';
  }
  if (errors.length > 0) throw RuntimeErrors.QUERY_INVALID({ errors });
  const selection: Selection = {
    columns: columns ?? [...known.keys()],
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(Object.keys(equals).length > 0 && { equals }),
  };
  return { format, selection, limit, ...(cursor !== undefined && { cursor }) };
}

/** The first media type of `Accept` that is known, whatever weight it has; JSON for everything else. */
const acceptedFormat = (accept: string): Format =>
  accept
    .split(',')
    .map((range) => BY_MEDIA_TYPE[(range.split(';', 1)[0] as string).trim()])
    .find((format) => format !== undefined) ?? 'json';

/** As JSON writes numbers: what else `Number` takes, such as blanks or `0x10`, is no value of a column. */
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function numberOf(text: string): number | undefined {
  const value = Number(text);
  return JSON_NUMBER.test(text) && Number.isFinite(value) ? value : undefined;
}

const RESERVED = new Set(['from', 'to', 'columns', 'limit', 'cursor', 'format']);

/** Undefined when the text is no value of the column's type. */
function valueOf({ type }: Column, text: string): string | number | boolean | undefined {
  switch (type) {
    case 'number':
    case 'integer':
      return numberOf(text);
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : undefined;
    case 'timestamp':
      return isInstant(text) ? text : undefined;
    case 'string':
      return text;
  }
}
