import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { bestProducts } from './best-products.js';
import { afterCursor, cursorOf, type CatalogQuery, type Filters } from './catalog-query.js';
import { countFacets, type Counts } from './facet-counts.js';
import { FoundPage, type FoundProduct } from './found-page.js';
import { FILTERS } from './facets.js';
import { searching } from './searching.js';
import { corrected } from './spelling.js';
import { anyOf, askedWords } from './text-query.js';

/** One page of what was found. */
export interface Found {
  readonly results: readonly FoundProduct[];
  readonly total: Counts['total'];
  /** The counts are projected from a sample: the question finds very many. */
  readonly isEstimate: boolean;
  readonly facets: Counts['facets'];
  /** The question that was answered instead when its own words are in no product. */
  readonly corrected?: string;
  /** No product has all the words: these have some. */
  readonly isPartial?: true;
  readonly nextCursor?: string;
}

interface Question {
  /** Text of type tsquery; undefined asks for everything. */
  readonly asked: string | undefined;
  readonly corrected?: string;
  readonly isPartial?: true;
}

/** Nobody reads on further; what is asked for can be said better. */
const MAX_OFFSET = 500;

/** Full text search over names, purposes, tags, fields, terms, units and codes, tolerant of typing errors. */
@Injectable()
export class ProductSearch {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FoundPage) private readonly page: FoundPage,
  ) {}

  /**
   * Best first. A question whose words are in no product is asked again with the nearest words that are, and then with
   * any of them; without a question the most used products come first.
   */
  search(query: CatalogQuery): Promise<Found> {
    return searching(this.database, async (database) => {
      const filters = filtersOf(query);
      const { question, counts } = await this.answerable(database, query.q, filters);
      const offset = offsetIn(afterCursor(query.cursor));
      const { asked } = question;
      const ranked =
        counts.total === 0
          ? []
          : await bestProducts(database, {
              asked,
              filters,
              sample: counts.sample,
              ...(counts.ids && { ids: counts.ids }),
              limit: query.limit + 1,
              offset,
            });
      const results = await this.page.of(database, ranked.slice(0, query.limit), asked);
      const next = offset + query.limit;
      return {
        results,
        total: counts.total,
        isEstimate: counts.isEstimate,
        facets: counts.facets,
        ...(question.corrected === undefined ? {} : { corrected: question.corrected }),
        ...(question.isPartial && { isPartial: true }),
        ...(ranked.length > query.limit && next <= MAX_OFFSET ? { nextCursor: cursorOf(String(next)) } : {}),
      };
    });
  }

  /** The first way to understand the question that finds something, or else the first. */
  private async answerable(
    database: Database,
    q: string | undefined,
    filters: Filters,
  ): Promise<{ question: Question; counts: Counts }> {
    let first: { question: Question; counts: Counts } | undefined;
    for await (const question of this.readings(database, q)) {
      const answer = { question, counts: await countFacets(database, question.asked, filters) };
      if (answer.counts.total > 0) return answer;
      first ??= answer;
    }
    return first!;
  }

  private async *readings(database: Database, q: string | undefined): AsyncGenerator<Question> {
    if (q === undefined) return yield { asked: undefined };
    const asked = await askedWords(database, q);
    yield { asked };
    const correction = await corrected(database, q);
    const better = correction === undefined ? asked : await askedWords(database, correction);
    const isCorrected = correction === undefined ? {} : { corrected: correction };
    if (correction !== undefined) yield { asked: better, ...isCorrected };
    const any = anyOf(better);
    if (any !== undefined) yield { asked: any, ...isCorrected, isPartial: true };
  }
}

const filtersOf = (query: CatalogQuery): Filters =>
  Object.fromEntries(FILTERS.flatMap((filter) => (query[filter] === undefined ? [] : [[filter, query[filter]]])));

/** A cursor of somebody's own making begins at the start. */
const offsetIn = (cursor: string | undefined): number =>
  cursor !== undefined && /^\d{1,4}$/.test(cursor) ? Math.min(Number(cursor), MAX_OFFSET) : 0;
