import { LITERAL_SIGN } from './literals.js';

/** The distinct lexemes in the text of a tsquery: `'heart' & ( 'rate' | 'rat':* )` has three. */
export function lexemesOf(asked: string): readonly string[] {
  const quoted = asked.match(/'(?:[^'\\]|''|\\.)*'/g) ?? [];
  return [
    ...new Set(quoted.map((text) => text.slice(1, -1).replaceAll(/''|\\(.)/g, (pair, escaped) => escaped ?? pair[0]))),
  ];
}

/** The beginning of a stem that all forms of its word share. */
const SHARED_LETTERS = 4;

/** What the texts in which something of the question occurs have in common: the beginnings of its words. */
export const headsOf = (lexemes: readonly string[]): readonly string[] => [
  ...new Set(
    lexemes.filter((lexeme) => !lexeme.startsWith(LITERAL_SIGN)).map((lexeme) => lexeme.slice(0, SHARED_LETTERS)),
  ),
];
