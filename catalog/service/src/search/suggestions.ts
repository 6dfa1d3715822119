import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { searching } from './searching.js';
import type { PhraseKind } from './phrases.js';
import { askedWords } from './text-query.js';

/** Something that the question may become. */
export interface Suggestion {
  readonly text: string;
  readonly kind: PhraseKind | 'product';
  /** Of a product. */
  readonly id?: string;
}

/** Phrases that are looked at: many begin with the same two letters. */
const MOST_PHRASES = 500;
const MOST_PRODUCTS = 300;
const NAMED = `names @@ $1::tsquery AND lifecycle <> 'retired'`;
const ORDER: readonly Suggestion['kind'][] = ['term', 'domain', 'tag', 'product', 'field'];

/** Completes a question while it is typed: terms, domains, tags, products and fields. */
@Injectable()
export class Suggestions {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** A few of each kind, the more general first. */
  async complete(q: string, limit: number): Promise<readonly Suggestion[]> {
    const found = await searching(this.database, async (database) => [
      ...(await phrasesFor(database, q, limit)),
      ...(await productsFor(database, q, limit)),
    ]);
    const share = Math.max(1, Math.ceil(limit / ORDER.length));
    const firsts = ORDER.flatMap((kind) => found.filter((one) => one.kind === kind).slice(0, share));
    const others = found.filter((one) => !firsts.includes(one));
    const chosen = new Set([...firsts, ...others].slice(0, limit));
    return ORDER.flatMap((kind) => found.filter((one) => one.kind === kind && chosen.has(one)));
  }
}

async function phrasesFor(database: Database, q: string, limit: number): Promise<readonly Suggestion[]> {
  const start = q.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  return database.query<Suggestion>(
    `SELECT phrase AS text, kind FROM (
         SELECT phrase, kind, row_number() OVER (PARTITION BY kind ORDER BY starts_with(lower(phrase), $1) DESC, length(phrase), phrase) AS place
         FROM (SELECT DISTINCT phrase, kind
               FROM (SELECT phrase, kind FROM catalog.phrase WHERE start ~>=~ $1 AND start ~<~ ($1 || $2)
                     ORDER BY start USING ~<~ LIMIT ${MOST_PHRASES}) AS begun) AS one) AS placed
       WHERE place <= $3 ORDER BY kind, place`,
    [start, '\u{10FFFF}', limit],
  );
}

async function productsFor(database: Database, q: string, limit: number): Promise<readonly Suggestion[]> {
  const asked = await askedWords(database, q);
  return database.query<Suggestion>(
    `SELECT description ->> 'title' AS text, 'product' AS kind, id
       FROM (SELECT product_id AS id, weight
             FROM ((SELECT product_id FROM catalog.search_entry WHERE top > 1 AND ${NAMED})
                   UNION (SELECT product_id FROM catalog.search_entry WHERE ${NAMED} LIMIT ${MOST_PRODUCTS})) AS named
               LEFT JOIN catalog.product_use USING (product_id)
             ORDER BY weight DESC NULLS LAST, id LIMIT $2) AS best JOIN catalog.product USING (id)
       ORDER BY weight DESC NULLS LAST, id`,
    [asked, limit],
  );
}
