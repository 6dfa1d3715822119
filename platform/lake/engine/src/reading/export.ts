import { chmod, open, rm } from 'node:fs/promises';
import type { Selection } from '@mesh/lake';
import type { DatasetParts } from '../dataset-parts.js';
import { asRfc3339, identifier, literal } from '../duckdb/sql.js';
import type { Manifest } from '../manifest/manifest.js';
import { withRows } from './gather.js';
import { toFilter } from './selection.js';

/** An export may take longer than a page: it reads everything. */
const EXPORT_TIMEOUT_MS = 600_000;

const OPTIONS = {
  parquet: 'FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false',
  csv: `FORMAT csv, HEADER true, NEW_LINE '\\r\\n', USE_TMP_FILE false`,
} as const;

/**
 * Writes the selection to a file that loses its name before the first byte is read: the disk gives the space back when
 * the reader is done, goes away or is killed.
 */
export async function exportRows(
  { selection, format }: { selection: Selection; format: 'parquet' | 'csv' },
  manifest: Manifest,
  parts: DatasetParts,
): Promise<NodeJS.ReadableStream> {
  const { columns, conditions, values, takesDay } = toFilter(selection, parts.settings);
  const files = manifest.inOrder().filter(({ day }) => takesDay(day) !== 'none');
  const cells = columns.map(({ name, type }) =>
    format === 'csv' && type === 'timestamp'
      ? `${asRfc3339(identifier(name))} AS ${identifier(name)}`
      : identifier(name),
  );
  const wanted = { files, columns, conditions, values, timeoutMs: EXPORT_TIMEOUT_MS };
  const path = parts.scratch.path('export');
  try {
    await withRows(wanted, { manifest, parts }, (session, from, given) => {
      const query = `SELECT ${cells.join(', ')} FROM ${from}`;
      return session.run(`COPY (${query}) TO ${literal(path)} (${OPTIONS[format]})`, given);
    });
    await chmod(path, 0o600);
    const file = await open(path, 'r');
    return file.createReadStream({ highWaterMark: 262_144 });
  } finally {
    await rm(path, { force: true });
  }
}
