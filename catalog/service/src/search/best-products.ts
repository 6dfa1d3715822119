import type { Database } from '@mesh/database';

import type { Filters } from './catalog-query.js';
import { conditionsOf } from './found-conditions.js';

/** A product that was found, and how well it answers. */
export interface Ranked {
  readonly id: string;
  readonly rank: number;
}

/** What is asked for, and which part of the answer. */
export interface RankedPage {
  /** Text of type tsquery; undefined asks for everything. */
  readonly asked: string | undefined;
  readonly filters: Filters;
  /** The sample in which enough of them are: 0 when there are so few that all can be ranked. */
  readonly sample: number;
  /** All that were found, when they are so few. */
  readonly ids?: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

/** Ranked at most of each kind of candidates. */
const MOST_OF_SAMPLE = 600;
const MOST_BY_NAME = 300;

/** Of weights D, C, B, A: what is said in passing, in details, of the subject, in the name. */
const WEIGHTS = '{0.1, 0.2, 0.5, 1}';
/** Long descriptions are not better ones (1); the rank ends below 1 (32). */
const NORMALIZATION = 1 | 32;

/** How much a product in this part of its life is worth beside an active one. */
const WORTH: Readonly<Record<string, number>> = { draft: 0.7, deprecated: 0.4, retired: 0.2 };

/**
 * The best of what is found, by the words and by use: of few all are ranked; of many the most used ones, those with the
 * words in their names, and as many of the others as the sample has.
 */
export async function bestProducts(database: Database, page: RankedPage): Promise<readonly Ranked[]> {
  const { values, words, candidates } = candidatesOf(page);
  const [limit, offset] = [values.length + 1, values.length + 2];
  return database.query<Ranked>(
    `WITH candidate AS MATERIALIZED (${candidates})
     SELECT product_id AS id,
       (${relevance(words)} + 0.4 * coalesce(weight / (weight + 8), 0)) * ${worth()} AS rank
     FROM candidate JOIN catalog.search_entry AS entry ON entry.ctid = candidate.place
       LEFT JOIN catalog.product_use AS used USING (product_id)
     ORDER BY rank DESC, id LIMIT $${limit} OFFSET $${offset}`,
    [...values, page.limit, page.offset],
  );
}

function candidatesOf({ asked, filters, sample, ids }: RankedPage) {
  if (ids !== undefined) {
    const values = asked === undefined ? [] : [asked];
    const words = asked === undefined ? undefined : '$1::tsquery';
    const candidates = `SELECT ctid AS place FROM catalog.search_entry WHERE product_id = ANY ($${values.length + 1}::text[])`;
    return { values: [...values, ids], words, candidates };
  }
  const { sql, values, words } = conditionsOf(asked, filters);
  const among = (those: string, most: number) =>
    `(SELECT ctid AS place FROM catalog.search_entry WHERE ${those} LIMIT ${most})`;
  const candidates = [
    among(`top > ${sample - 1} AND ${sql}`, MOST_OF_SAMPLE),
    ...(words === undefined ? [] : [among(sql.replace('document @@', 'names @@'), MOST_BY_NAME)]),
    among(`sample > ${sample - 1} AND ${sql}`, MOST_OF_SAMPLE),
  ];
  return { values, words, candidates: candidates.join(' UNION ') };
}

const relevance = (words: string | undefined): string =>
  words === undefined
    ? '0.1'
    : `(ts_rank_cd('${WEIGHTS}', document, ${words}, ${NORMALIZATION}) + CASE WHEN names @@ ${words} THEN 0.3 ELSE 0 END)`;

const worth = (): string =>
  `CASE lifecycle ${Object.entries(WORTH)
    .map(([stage, share]) => `WHEN '${stage}' THEN ${share}`)
    .join(' ')} ELSE 1 END`;
