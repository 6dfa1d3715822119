import { MeshError } from '@mesh/product';
import pg from 'pg';
import { DatabaseErrors } from './errors.js';

/**
 * SQLSTATE classes that say that the server, not the statement, is at fault: 08 connection, 53 resources, 57P shutdown;
 * 25P03 ends a transaction that stood still, and may be tried again.
 */
const UNAVAILABLE = /^(08|53|57P|25P03)/;
const STATEMENT_TIMEOUT = '57014';
const LOCK_TIMEOUT = '55P03';

/** The SQLSTATE of a statement that PostgreSQL refused (`23505`: not unique), or undefined for any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Turns what `pg` threw into what may leave: an error keeps its SQLSTATE and names, and loses every value. */
export function withoutValues(error: unknown): unknown {
  if (error instanceof MeshError) return error;
  if (!(error instanceof pg.DatabaseError)) return isTransport(error) ? unreachable(error) : error;
  const sqlState = error.code ?? 'XX000';
  if (sqlState === STATEMENT_TIMEOUT || sqlState === LOCK_TIMEOUT) return DatabaseErrors.TOO_SLOW({ sqlState });
  if (UNAVAILABLE.test(sqlState)) return DatabaseErrors.UNREACHABLE({ sqlState });
  if (/^(22|23|P0)/.test(sqlState))
    error.message = `PostgreSQL refused a value (SQLSTATE ${sqlState}${constraint(error)})`;
  for (const field of ['detail', 'where', 'internalQuery', 'hint'] as const) delete error[field];
  return error;
}

/** Runs a statement on a connection; what it throws may leave this project. */
export async function run<Row extends object>(
  client: pg.ClientBase,
  statement: pg.QueryConfig,
): Promise<readonly Row[]> {
  try {
    return (await client.query<Row>(statement)).rows;
  } catch (error) {
    throw withoutValues(error);
  }
}

const constraint = (error: pg.DatabaseError) =>
  error.constraint === undefined ? '' : `, constraint ${error.constraint}`;

/** By shape rather than by class: Node's own errors may come from another realm than ours. */
function isTransport(error: unknown): error is NodeJS.ErrnoException {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message } = error as Partial<NodeJS.ErrnoException>;
  return (typeof code === 'string' && /^E[A-Z]+$/.test(code)) || /connect|terminated|timeout/i.test(message ?? '');
}

function unreachable(error: NodeJS.ErrnoException): MeshError {
  return /read timeout/i.test(error.message) ? DatabaseErrors.TOO_SLOW() : DatabaseErrors.UNREACHABLE();
}
