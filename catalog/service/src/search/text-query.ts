import type { Database } from '@mesh/database';

import { isPlain, literalLexeme, quotedLexeme, withoutNul } from './literals.js';

const SHORTEST_BEGINNING = 2;
const MOST_CODES = 8;
/** Words that a beginning is spelled out to; one of more words is looked for as a beginning, which costs more. */
const MOST_COMPLETIONS = 20;
/** After every letter there is in the order of bytes. */
const LAST_CHARACTER = '\u{10FFFF}';

/**
 * A question in web search syntax (words, "phrases", or, -not) as text of type tsquery; empty when no word of it says
 * anything. Codes and units are also meant as they are written, and the last word also stands for all that begin with
 * it, because who types is not done yet.
 */
export async function askedWords(database: Database, q: string): Promise<string> {
  const { words, codes, last } = partsOf(withoutNul(q));
  const [row] = await database.query<{ asked: string }>(
    `WITH completion AS MATERIALIZED (
       SELECT word FROM catalog.word WHERE $4 <> '' AND word ~>=~ lower($4) AND word ~<~ (lower($4) || $7)
       ORDER BY word USING ~<~ LIMIT ${MOST_COMPLETIONS + 1}
     ), part (words) AS (
       SELECT websearch_to_tsquery('english', $1)
       UNION ALL
       SELECT websearch_to_tsquery('english', said) || literal::tsquery
       FROM unnest($2::text[], $3::text[]) AS code (said, literal)
       UNION ALL
       SELECT websearch_to_tsquery('english', $4) || $6::tsquery || CASE WHEN count(*) > ${MOST_COMPLETIONS} THEN $5::tsquery
         ELSE coalesce(string_agg(DISTINCT plainto_tsquery('english', word)::text, ' | '), '')::tsquery END
       FROM completion
     )
     SELECT coalesce(string_agg('(' || words::text || ')', ' & ') FILTER (WHERE numnode(words) > 0), '')::tsquery::text
       AS asked FROM part`,
    [
      words,
      codes,
      codes.map((code) => literalOf(code, q)),
      last,
      last === '' ? '' : `${quotedLexeme(last.toLowerCase())}:*`,
      /\p{N}/u.test(last) ? `${quotedLexeme(literalLexeme(last))}:*` : '',
      LAST_CHARACTER,
    ],
  );
  return row?.asked ?? '';
}

/** The same question when any of its words will do; undefined when there is but one, or some that must not be. */
export function anyOf(asked: string): string | undefined {
  const any = asked.replaceAll(/ (?:&|<(?:-|\d+)>) /g, ' | ');
  return any === asked || asked.includes('!') ? undefined : any;
}

interface Parts {
  readonly words: string;
  readonly codes: readonly string[];
  /** The word that is being typed. */
  readonly last: string;
}

/** A question with quotes or alternatives is left as it is. */
function partsOf(q: string): Parts {
  const tokens = q.trim().split(/\s+/);
  if (q.includes('"') || tokens.some((token) => token.toLowerCase() === 'or')) return { words: q, codes: [], last: '' };
  const last = isWord(tokens.at(-1) ?? '') ? tokens.at(-1)! : '';
  const others = last === '' ? tokens : tokens.slice(0, -1);
  const codes = others.filter(isCode).slice(0, MOST_CODES);
  return { words: others.filter((token) => !codes.includes(token)).join(' '), codes, last };
}

const isWord = (token: string): boolean => token.length >= SHORTEST_BEGINNING && /^[\p{L}\p{N}]+$/u.test(token);

/** What has anything but letters in it: `8867-4`, `mm[Hg]`, `/min`, `heart_rate`. */
const isCode = (token: string): boolean => !token.startsWith('-') && !isPlain(token);

/** A code that is being typed is the beginning of one, too. */
function literalOf(code: string, q: string): string {
  const lexeme = quotedLexeme(literalLexeme(code));
  return q.endsWith(code) && code.length > SHORTEST_BEGINNING ? `${lexeme}:*` : lexeme;
}
