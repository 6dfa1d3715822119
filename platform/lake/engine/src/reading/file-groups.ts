import type { FileRecord } from '../manifest/record.js';

export interface GroupLimits {
  readonly files: number;
  readonly bytes: number;
}

/** Divides files, in their order, into groups that stay within the limits; a file that is larger stands alone. */
export function* fileGroups(files: readonly FileRecord[], limits: GroupLimits): Generator<readonly FileRecord[]> {
  let group: FileRecord[] = [];
  let bytes = 0;
  for (const file of files) {
    if (group.length > 0 && (group.length >= limits.files || bytes + file.bytes > limits.bytes)) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(file);
    bytes += file.bytes;
  }
  if (group.length > 0) yield group;
}
