import type { FileRecord, Source } from '../manifest/record.js';

/** The ranges of several files' sources, adjoining and overlapping ones as one. */
export function mergeSources(files: readonly FileRecord[]): readonly Source[] {
  const sources = files.flatMap((file) => file.sources).sort((a, b) => compare(a.stream, b.stream) || a.from - b.from);
  const merged: Source[] = [];
  for (const source of sources) {
    const last = merged.at(-1);
    if (last?.stream === source.stream && source.from <= last.to) {
      merged[merged.length - 1] = { ...last, to: Math.max(last.to, source.to) };
    } else merged.push(source);
  }
  return merged;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
