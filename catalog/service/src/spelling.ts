import type { Database } from '@mesh/database';

const CLOSE_ENOUGH = 0.35;
const MAX_WORDS = 20;

/**
 * The question with each unknown word replaced by the most similar one of the catalog (trigrams of pg_trgm);
 * undefined when nothing is similar, or the server cannot tell.
 */
export async function corrected(database: Database, q: string): Promise<string | undefined> {
  const schema = await trigramSchema(database);
  if (schema === undefined) return undefined;
  const words = q.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const nearest = await database.query<{ asked: string; meant: string | null }>(
    `SELECT asked, (SELECT word FROM catalog.word WHERE ${schema}.similarity(word, asked) >= $2
                    ORDER BY ${schema}.similarity(word, asked) DESC, word LIMIT 1) AS meant
     FROM unnest($1::text[]) AS asked WHERE NOT EXISTS (SELECT FROM catalog.word WHERE word = asked)`,
    [[...new Set(words)].slice(0, MAX_WORDS), CLOSE_ENOUGH],
  );
  const meanings = new Map(nearest.flatMap(({ asked, meant }) => (meant === null ? [] : [[asked, meant] as const])));
  if (meanings.size === 0) return undefined;
  return q.replaceAll(/[\p{L}\p{N}]{3,}/gu, (word) => meanings.get(word.toLowerCase()) ?? word);
}

/** Where the extension lives, as a quoted identifier: a server may have had it before the catalog came. */
async function trigramSchema(database: Database): Promise<string | undefined> {
  const [row] = await database.query<{ schema: string }>(
    `SELECT quote_ident(nspname) AS schema FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
     WHERE extname = 'pg_trgm'`,
  );
  return row?.schema;
}
