import type { Selection } from '@mesh/lake';
import type { DatasetParts } from '../dataset-parts.js';
import type { Manifest } from '../manifest/manifest.js';
import { relationOf, where } from './relation.js';
import { toFilter } from './selection.js';

const FILES_A_QUERY = 1_000;

/** Counts the rows of a selection; whole days are counted by the manifest alone. */
export async function countRows(selection: Selection, manifest: Manifest, parts: DatasetParts): Promise<number> {
  const { conditions, values, takesDay } = toFilter(selection, parts.settings);
  const files = manifest.inOrder();
  let count = 0;
  for (const { day, rows } of files) if (takesDay(day) === 'all') count += rows;
  const partly = files.filter(({ day }) => takesDay(day) === 'some');
  if (partly.length === 0) return count;
  return parts.engine.use(parts.sqlTimeoutMs, async (session) => {
    for (let at = 0; at < partly.length; at += FILES_A_QUERY) {
      const relation = relationOf(partly.slice(at, at + FILES_A_QUERY), manifest, parts);
      const [row] = await session.run(`SELECT count(*)::DOUBLE FROM ${relation} ${where(conditions)}`, values);
      count += Number(row?.[0]);
    }
    return count;
  });
}
