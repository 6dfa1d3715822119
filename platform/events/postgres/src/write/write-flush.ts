import { sqlStateOf, type Database } from '@mesh/database';
import type { Position } from '@mesh/events';
import type { Schemas } from '../schemas.js';
import type { Flush } from './flush.js';

const MAX_ATTEMPTS = 5;
const PLAIN = 'SELECT events.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)::text AS firsts';
const ONCE =
  'SELECT in_partition AS partition, at_offset AS "offset" FROM events.append_once($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)';

/** Lost against another writer, with nothing written: not unique (the same `once` event), serialisation, deadlock. */
const RETRYABLE_STATES = new Set(['23505', '40001', '40P01']);

/** Writes a flush in one statement, or within the transaction it is given; what it gives back answers those who wait. */
export async function writeFlush(database: Database, schemas: Schemas, flush: Flush): Promise<() => void> {
  const parameters = flush.parameters(await schemas.ids(flush.schemas));
  if (flush.hasOnce) {
    const positions = await database.query<Position>(ONCE, [...parameters, flush.onceParameter()]);
    return () => flush.resolve((nth) => positions[nth] as Position);
  }
  const [row] = await database.query<{ firsts: string }>(PLAIN, parameters);
  const firsts = (row as { firsts: string }).firsts.slice(1, -1).split(',').map(Number);
  return () => flush.resolveFromFirsts(firsts);
}

/** Does a transaction again that lost against another writer. */
export async function againWhenLost<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !RETRYABLE_STATES.has(sqlStateOf(error) ?? '')) throw error;
    }
  }
}
