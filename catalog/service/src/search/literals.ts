/** Longer ones are no codes. */
const LONGEST = 100;

/** Whether the parser of words leaves a text as it is. */
export const isPlain = (text: string): boolean => /^\p{L}+$/u.test(text);

/** Codes, units and identifiers as lexemes of their own, where the parser of words would take them apart. */
export const literalLexemes = (texts: readonly string[]): readonly string[] => [
  ...new Set(
    texts
      .filter((text) => !isPlain(text))
      .map(literalLexeme)
      .filter((lexeme) => lexeme !== '' && lexeme.length <= LONGEST),
  ),
];

/** What a literal lexeme begins with, apart from the stems of words. */
export const LITERAL_SIGN = '=';

/** The lexeme of one code: `=8867-4`. */
export function literalLexeme(text: string): string {
  const written = withoutNul(text).trim().toLowerCase();
  return written === '' ? '' : `${LITERAL_SIGN}${written}`;
}

/** Lexemes as PostgreSQL writes a tsvector or a tsquery: in quotes, with quotes and backslashes doubled. */
export const quotedLexeme = (lexeme: string): string => `'${lexeme.replaceAll(/['\\]/g, '$&$&')}'`;

/** PostgreSQL has no text with NUL in it. */
export const withoutNul = (text: string): string => text.replaceAll('\0', ' ');
