import { rm, writeFile } from 'node:fs/promises';
import { LakeErrors, type DatasetSettings } from '@mesh/lake';
import { isAboutRows, type Session } from '../duckdb/session.js';
import { identifier, literal, SQL_TYPES } from '../duckdb/sql.js';
import type { Scratch } from '../scratch.js';

/** A row of JSON longer than this is refused; DuckDB keeps a few buffers of this size. */
export const MAX_ROW_BYTES = 1_048_576;

/** The temporary table of a session that holds the rows of a landing. */
export const STAGE = 'staged_rows';

/** Rows in the stage: their days, and whether the key repeats. */
export interface Staged {
  readonly days: readonly string[];
  readonly repeatsKey: boolean;
}

export interface StageSource {
  readonly settings: DatasetSettings;
  readonly scratch: Scratch;
  readonly key?: string;
}

/**
 * Lets DuckDB read the rows into the session's stage. JavaScript only joins and writes the texts; it never parses one.
 * Undefined when some row does not fit the columns.
 */
export async function stageRows(
  session: Session,
  rows: readonly string[],
  source: StageSource,
): Promise<Staged | undefined> {
  const path = source.scratch.path('landing');
  try {
    await writeFile(path, joinLines(rows), { mode: 0o600 });
    await session.run(readStatement(path, source.settings));
    return await check(session, rows.length, source);
  } catch (error) {
    if (isAboutRows(error)) return undefined;
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

/** A line break in a JSON text can only be space between tokens; inside a string it is escaped. */
function joinLines(rows: readonly string[]): string {
  const oneEach = rows.some((row) => row.includes('\n') || row.includes('\r'));
  return (oneEach ? rows.map((row) => row.replaceAll(/[\r\n]/g, ' ')) : rows).join('\n');
}

/** Integers are read as doubles, exact up to 2^53 as in JSON, since DuckDB would round 1.5 to a BIGINT in silence. */
function readStatement(path: string, { columns }: DatasetSettings): string {
  const types = columns.map(
    ({ name, type }) => `${identifier(name)}: ${literal(type === 'integer' ? 'DOUBLE' : SQL_TYPES[type])}`,
  );
  return `CREATE OR REPLACE TEMP TABLE ${STAGE} AS SELECT * FROM read_json(${literal(path)},
    columns={${types.join(', ')}}, format='newline_delimited', records=true, maximum_object_size=${MAX_ROW_BYTES})`;
}

async function check(session: Session, expected: number, { settings, key }: StageSource): Promise<Staged | undefined> {
  const day = identifier(settings.dayOf);
  const bad = [`${day} IS NULL`, ...settings.columns.flatMap(({ name, type }) => violation(identifier(name), type))];
  const keys = key === undefined ? '0' : `count(${identifier(key)}) - count(DISTINCT ${identifier(key)})`;
  const [found] = await session.run(
    `SELECT count(*)::INTEGER, count(*) FILTER (WHERE ${bad.join(' OR ')})::INTEGER, (${keys})::INTEGER FROM ${STAGE}`,
  );
  if (found === undefined) throw LakeErrors.ENGINE_FAILED({ class: 'No Result' });
  const [count, violations, repeats] = found as number[];
  if (count !== expected || violations !== 0) return undefined;
  const days = await session.run(`SELECT DISTINCT strftime(${day}, '%Y-%m-%d') FROM ${STAGE} ORDER BY 1`);
  return { days: days.map(([text]) => String(text)), repeatsKey: repeats !== 0 };
}

function violation(name: string, type: DatasetSettings['columns'][number]['type']): string[] {
  if (type === 'number') return [`NOT isfinite(${name})`];
  if (type === 'integer')
    return [`NOT isfinite(${name}) OR ${name} <> trunc(${name}) OR abs(${name}) > 9007199254740991`];
  if (type === 'timestamp') return [`NOT isfinite(${name}) OR year(${name}) NOT BETWEEN 1 AND 9999`];
  return [];
}
