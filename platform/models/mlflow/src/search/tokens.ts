import { invalid } from '../mlflow.errors.js';

/** A piece of a filter: a bare word, a text in quotes, a number, or a sign. */
export interface Token {
  readonly kind: 'word' | 'text' | 'key' | 'number' | 'sign' | 'end';
  readonly text: string;
  /** Where it begins, from 1; named in errors in place of the text itself. */
  readonly at: number;
}

const LONGEST = 20_000;
/** In this order: a number only where a word cannot be; two signs before one. */
const PATTERNS: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /\s+/y],
  ['word', /[A-Za-z_][\w.]*/y],
  ['number', /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y],
  ['text', /'(?:[^']|'')*'/y],
  ['key', /`[^`]+`|"[^"]*"/y],
  ['sign', /!=|<>|<=|>=|[=<>(),]/y],
];

/** Cuts a filter or an ordering into tokens; raises INVALID_PARAMETER_VALUE with the place of what cannot be read. */
export function tokensOf(source: string): Token[] {
  if (source.length > LONGEST) throw invalid(`A filter has at most ${LONGEST} characters.`);
  const tokens: Token[] = [];
  let place = 0;
  while (place < source.length) {
    const [kind, text] = next(source, place);
    if (kind !== 'space') tokens.push({ kind, text: unquoted(kind, text), at: place + 1 });
    place += text.length;
  }
  return [...tokens, { kind: 'end', text: '', at: source.length + 1 }];
}

function next(source: string, place: number): readonly [Token['kind'] | 'space', string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = place;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) return [kind, text];
  }
  throw invalid(`Invalid filter: what begins at character ${place + 1} cannot be read.`);
}

function unquoted(kind: Token['kind'] | 'space', text: string): string {
  if (kind === 'text') return text.slice(1, -1).replaceAll("''", "'");
  return kind === 'key' ? text.slice(1, -1) : text;
}
