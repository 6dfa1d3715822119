import type { FileRecord } from '../manifest/record.js';

/** Files larger than this stay as they are. */
const LARGE_BYTES = 67_108_864;
/** Files of the running day are folded only when this many small ones lie in a row, so that each byte is seldom rewritten. */
const RUNNING_DAY_FILES = 32;
const RUNNING_DAY_BYTES = 1_048_576;

/** Groups of neighbouring small files of one day; `files` are in order of day and place, `today` is a UTC day. */
export function planCompaction(files: readonly FileRecord[], today: string): readonly (readonly FileRecord[])[] {
  const groups: FileRecord[][] = [];
  let group: FileRecord[] = [];
  let bytes = 0;
  for (const file of files) {
    const isFinished = file.day < today;
    const isSmall = file.bytes < (isFinished ? LARGE_BYTES : RUNNING_DAY_BYTES);
    if (!isSmall || group[0]?.day !== file.day || bytes + file.bytes > LARGE_BYTES) {
      group = [];
      bytes = 0;
      groups.push(group);
    }
    if (!isSmall) continue;
    group.push(file);
    bytes += file.bytes;
  }
  return groups.filter(
    (found) => found.length >= (found[0] !== undefined && found[0].day < today ? 2 : RUNNING_DAY_FILES),
  );
}
