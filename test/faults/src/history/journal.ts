import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { idOf, keyOf } from './message.js';
import type { Written } from './judge.js';

/** What a writer notes of a batch, from its first message up to before `end`: before it hands it over, and after. */
export type Note = 'asked' | 'acknowledged' | 'refused';

/** The notes of one writer, which outlive it: a line each. */
export class Journal {
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a');
  }

  note(what: Note, from: number, end: number): void {
    writeSync(this.file, `${what} ${from} ${end}\n`);
  }

  close(): void {
    closeSync(this.file);
  }
}

interface Line {
  readonly what: Note;
  readonly from: number;
  readonly end: number;
}

/** A line that its writer was killed in is none: what it would have said is not known. */
function linesOf(path: string): readonly Line[] {
  const lines = readIfThere(path).split('\n').slice(0, -1);
  return lines.map((line) => {
    const [what, from, end] = line.split(' ');
    return { what: what as Note, from: Number(from), end: Number(end) };
  });
}

/** Where a writer goes on that was killed: with the batch that it has no answer for, or with the next. */
export function unfinished(path: string): { readonly from: number; readonly end?: number } {
  const lines = linesOf(path).filter(({ what }) => what !== 'refused');
  const last = lines.at(-1);
  if (last === undefined) return { from: 0 };
  return last.what === 'acknowledged' ? { from: last.end } : { from: last.from, end: last.end };
}

/** How often a writer was refused, or had no answer. */
export const refusals = (path: string): number => linesOf(path).filter(({ what }) => what === 'refused').length;

/** All that a writer has handed over. */
export function writtenIn(path: string, writer: string, keys: number): readonly Written[] {
  const lines = linesOf(path);
  const asked = Math.max(0, ...lines.map(({ end }) => end));
  const acknowledged = new Set<number>();
  for (const { what, from, end } of lines)
    if (what === 'acknowledged') for (let seq = from; seq < end; seq += 1) acknowledged.add(seq);
  return Array.from({ length: asked }, (_, seq) => ({
    id: idOf({ writer, seq }),
    key: keyOf({ writer, seq }, keys),
    seq,
    isAcknowledged: acknowledged.has(seq),
  }));
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
