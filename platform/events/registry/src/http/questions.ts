import { SchemaErrors } from '../schema.errors.js';
import type { Part, VersionAsked } from '../store/subject-reader.js';

/** The parameters of a question; clients send some that the registry has no use for. */
export type Asked = Readonly<Record<string, unknown>>;

const MOST = 20_000;
const LARGEST = 2_147_483_647;

/** The part of a list that is asked for: all up to 20,000 unless `limit` says less. */
export function partOf({ offset, limit }: Asked): Part {
  const asked = whole(limit) ?? MOST;
  return { offset: whole(offset) ?? 0, limit: Math.min(asked, MOST) };
}

/** A number, `latest`, or -1, which is the latest too; raises SCHEMAS.VERSION_INVALID. */
export function versionOf(text: string): VersionAsked {
  if (text === 'latest' || text === '-1') return 'latest';
  const number = whole(text);
  if (number === undefined || number < 1) throw SchemaErrors.VERSION_INVALID();
  return number;
}

/** The number of a schema; raises SCHEMAS.SCHEMA_UNKNOWN for what can be none. */
export function idOf(text: string): number {
  const number = whole(text);
  if (number === undefined || number < 1) throw SchemaErrors.SCHEMA_UNKNOWN();
  return number;
}

function whole(text: unknown): number | undefined {
  const isNumber = typeof text === 'string' && /^\d{1,10}$/.test(text) && Number(text) <= LARGEST;
  return isNumber ? Number(text) : undefined;
}
