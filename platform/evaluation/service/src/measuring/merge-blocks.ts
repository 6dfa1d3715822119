import type { Database } from '@mesh/database';

interface SmallBlock {
  readonly seq: string;
  readonly cases: number;
  readonly block: Buffer;
}

/** A block of fewer cases is small; so many small ones in a row become one. */
const SMALL = 256;
const MERGED = 512;

/**
 * Makes one block of many small ones that follow each other, so that rare outcomes do not leave a row each. The caller holds
 * the lock of the joins; the new block stands where the last of them stood.
 */
export async function mergeBlocks(transaction: Database, model: number): Promise<void> {
  const rows = await transaction.query<SmallBlock>(
    `SELECT seq, cases, block FROM evaluation.judged WHERE model = $1 AND cases < ${SMALL} ORDER BY seq LIMIT ${MERGED}`,
    [model],
  );
  const last = rows.at(-1);
  if (rows.length < MERGED || last === undefined) return;
  const cases = rows.reduce((sum, { cases: n }) => sum + n, 0);
  await transaction.query('DELETE FROM evaluation.judged WHERE seq = ANY ($1::bigint[])', [rows.map(({ seq }) => seq)]);
  await transaction.query(
    'INSERT INTO evaluation.judged (seq, model, cases, block) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4)',
    [last.seq, model, cases, joined(rows)],
  );
}

/** Blocks are columns, so they are joined column by column: four bytes, four, four and one a case. */
function joined(rows: readonly SmallBlock[]): Buffer {
  const widths = [4, 4, 4, 1];
  const starts = [0, 4, 8, 12];
  return Buffer.concat(
    widths.flatMap((width, column) =>
      rows.map(({ cases, block }) => block.subarray(cases * starts[column]!, cases * (starts[column]! + width))),
    ),
  );
}
