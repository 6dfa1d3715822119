/** What a recipe said; `line` counts from 0 within the run. */
export interface LogLine {
  readonly line: number;
  readonly text: string;
}

/** The lines of a run that are known. */
export interface RunLines {
  readonly runId: string;
  readonly texts: readonly string[];
}

/** Before anything is known. */
export const NO_LINES: RunLines = { runId: '', texts: [] };

/** The lines with those that were read added, each in its place; lines of another run are forgotten. */
export function added(before: RunLines, runId: string, lines: readonly LogLine[]): RunLines {
  const known = before.runId === runId ? before.texts : [];
  if (before.runId === runId && lines.every(({ line, text }) => known[line] === text)) return before;
  const texts = [...known];
  for (const { line, text } of lines) texts[line] = text;
  return { runId, texts: Array.from(texts, (text) => text ?? '') };
}
