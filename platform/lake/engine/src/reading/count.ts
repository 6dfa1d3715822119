import type { Selection } from '@mesh/lake';
import type { DatasetParts } from '../dataset-parts.js';
import type { Manifest } from '../manifest/manifest.js';
import { fileGroups } from './file-groups.js';
import { onPinned } from './gather.js';
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
  for (const group of fileGroups(partly, { files: FILES_A_QUERY, bytes: parts.storage.pinnedBytes })) {
    const [row] = await onPinned(group, parts, (paths) => {
      const relation = relationOf({ files: group, paths }, manifest, parts.settings);
      const sql = `SELECT count(*)::DOUBLE FROM ${relation} ${where(conditions)}`;
      return parts.engine.use(parts.sqlTimeoutMs, (session) => session.run(sql, values));
    });
    count += Number(row?.[0]);
  }
  return count;
}
