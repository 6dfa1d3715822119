import type { Database } from '@mesh/database';

import { editDistance } from './edit-distance.js';

const MAX_WORDS = 12;
const MOST_CANDIDATES = 60;
/** Share of trigrams in common from which a word is looked at: low, because one slip in a short word costs many. */
const LEAST_SIMILARITY = 0.2;
/** From here on a word is taken for meant whatever the slips: `shelf` for `shelves`. */
const CLOSE_ENOUGH = 0.4;

interface Similar {
  readonly asked: string;
  readonly word: string;
  readonly similarity: number;
}

/**
 * The question with each unknown word replaced by the nearest one of the catalog: few slips of the finger first, then
 * shared trigrams (pg_trgm). Undefined when nothing is near, or the server cannot tell.
 */
export async function corrected(database: Database, q: string): Promise<string | undefined> {
  const schema = await trigramSchema(database);
  if (schema === undefined) return undefined;
  const words = [...new Set(q.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])].slice(0, MAX_WORDS);
  await database.query(`SELECT set_config('pg_trgm.similarity_threshold', '${LEAST_SIMILARITY}', true)`);
  const similar = await database.query<Similar>(
    `SELECT asked, word, similarity
     FROM unnest($1::text[]) AS asked, LATERAL (
       SELECT word, ${schema}.similarity(word, asked) AS similarity FROM catalog.word
       WHERE word OPERATOR(${schema}.%) asked ORDER BY similarity DESC, word LIMIT ${MOST_CANDIDATES}) AS near
     WHERE NOT EXISTS (SELECT FROM catalog.word WHERE word = asked)`,
    [words],
  );
  const meanings = new Map(words.flatMap((asked) => nearest(asked, similar)));
  if (meanings.size === 0) return undefined;
  return q.replaceAll(/[\p{L}\p{N}]{3,}/gu, (word) => meanings.get(word.toLowerCase()) ?? word);
}

/** One slip in a short word, two in a longer one, three in a very long one. */
const allowedSlips = ({ length }: string): number => (length <= 4 ? 1 : length <= 8 ? 2 : 3);

function nearest(asked: string, similar: readonly Similar[]): [string, string][] {
  const [best] = similar
    .filter((one) => one.asked === asked)
    .map((one) => ({ ...one, slips: editDistance(asked, one.word) }))
    .filter(({ slips, similarity }) => slips <= allowedSlips(asked) || similarity >= CLOSE_ENOUGH)
    // Who errs seldom errs in the first letter.
    .sort(
      (one, other) =>
        one.slips - other.slips || initial(asked, other) - initial(asked, one) || other.similarity - one.similarity,
    );
  return best === undefined ? [] : [[asked, best.word]];
}

const initial = (asked: string, { word }: { readonly word: string }): number => (word[0] === asked[0] ? 1 : 0);

/** Where the extension lives, as a quoted identifier: a server may have had it before the catalog came. */
async function trigramSchema(database: Database): Promise<string | undefined> {
  const [row] = await database.query<{ schema: string }>(
    `SELECT quote_ident(nspname) AS schema FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
     WHERE extname = 'pg_trgm'`,
  );
  return row?.schema;
}
