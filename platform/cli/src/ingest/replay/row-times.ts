import { cellsOf, comparable, type RawRecord, type UploadTerms } from '@mesh/ingest';
import { CliErrors } from '../../cli.errors.js';

/** Reads the time of rows, in milliseconds since 1970; a row without a time that can be read has none. */
export type RowTime = (record: RawRecord) => number | undefined;

const WITH_OFFSET = /(Z|[+-]\d{2}:?\d{2})$/i;

/** The time that a text says; one without an offset is in the zone of the terms, or in UTC. */
function instantOf(text: unknown, zone = 'Z'): number | undefined {
  if (typeof text !== 'string' || text === '') return undefined;
  const trimmed = text.trim().replace(' ', 'T');
  const at = Date.parse(WITH_OFFSET.test(trimmed) && trimmed.includes('T') ? trimmed : `${trimmed}${zone}`);
  return Number.isNaN(at) ? undefined : at;
}

/** Where a CSV has the field: a column of its name, or one that is mapped to it. Throws CLI.OPTION_WRONG. */
export function timeOfCells(header: RawRecord, field: string, terms: UploadTerms): RowTime {
  const delimiter = terms.delimiter ?? ',';
  const names = cellsOf(header.bytes.toString('utf8'), delimiter, header.quoted).map((name) => comparable(name));
  const mapped = Object.entries(terms.columns ?? {}).find(
    ([, to]) => to !== null && comparable(to) === comparable(field),
  );
  const column = [field, mapped?.[0] ?? field].map((name) => names.indexOf(comparable(name))).find((at) => at >= 0);
  if (column === undefined)
    throw CliErrors.OPTION_WRONG({
      option: '--replay-at',
      expected: 'a column of the file, or a field that one is mapped to',
    });
  return ({ bytes, quoted, damage }) =>
    damage === undefined
      ? instantOf(cellsOf(bytes.toString('utf8'), delimiter, quoted)[column], terms.zone)
      : undefined;
}

/** The time of a JSON row, under its own name or one that is mapped to it. */
export function timeOfMembers(field: string, terms: UploadTerms): RowTime {
  const mapped = Object.entries(terms.columns ?? {}).find(([, to]) => to === field)?.[0];
  return ({ bytes, damage }) => {
    if (damage !== undefined) return undefined;
    try {
      const row = JSON.parse(bytes.toString('utf8')) as Readonly<Record<string, unknown>> | null;
      return instantOf(row?.[field] ?? (mapped === undefined ? undefined : row?.[mapped]), terms.zone);
    } catch {
      return undefined;
    }
  };
}
