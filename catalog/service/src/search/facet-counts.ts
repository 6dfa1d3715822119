import type { Database } from '@mesh/database';

import type { Filters } from './catalog-query.js';
import { FILTERS, FRESHNESS, PORT_KINDS, type Filter } from './facets.js';
import { conditionsOf, without, type Conditions } from './found-conditions.js';
import { SAMPLES } from './search-index.js';

/** A value that the question could be narrowed to, and how many products would be left. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** How much there is; an estimate is projected from a sample of the catalog. */
export interface Counts {
  readonly total: number;
  readonly isEstimate: boolean;
  /** Which sample told enough: 2 for the small one, 1 for the large one, 0 when all were counted. */
  readonly sample: number;
  /** All of them, when all were counted. */
  readonly ids?: readonly string[];
  /** Values of each filter; of one that is set, those that could be chosen instead. */
  readonly facets: Readonly<Record<Filter, readonly FacetCount[]>>;
}

/** A sample with this many of them tells the shares well enough. */
const ENOUGH_OF_SAMPLE = 50;
/** What else could be chosen in a filter need not be known so well. */
const ENOUGH_TO_CHOOSE = 10;
/** Far more than there can be of what is rare in the samples. */
const MOST_COUNTED = 2_000;
const MOST_VALUES = 20;

interface Sized {
  readonly total: number;
  readonly sample: number;
  /** One counted product stands for so many. */
  readonly scale: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly ids?: readonly string[];
}

/** Counts what a question finds by every filter. */
export async function countFacets(database: Database, asked: string | undefined, filters: Filters): Promise<Counts> {
  const all = await count(database, conditionsOf(asked, filters), ENOUGH_OF_SAMPLE);
  const facets: Partial<Record<Filter, readonly FacetCount[]>> = {};
  for (const filter of FILTERS) {
    const isSet = filters[filter] !== undefined;
    const sized = isSet ? await count(database, conditionsOf(asked, without(filters, filter)), ENOUGH_TO_CHOOSE) : all;
    facets[filter] = valuesOf(filter, sized);
  }
  return {
    total: all.total * all.scale,
    isEstimate: all.scale > 1,
    sample: all.sample,
    ...(all.ids && { ids: all.ids }),
    facets: facets as Counts['facets'],
  };
}

/** The small sample first: only what is rare even in the large one is counted as a whole. */
async function count(database: Database, conditions: Conditions, enough: number): Promise<Sized> {
  for (let sample = SAMPLES.length; sample > 0; sample -= 1) {
    const some = await countAmong(database, conditions, `sample > ${sample - 1}`);
    if (some.total >= enough) return { ...some, sample, scale: SAMPLES[sample - 1]! };
  }
  return { ...(await countAmong(database, conditions, 'true')), sample: 0, scale: 1 };
}

async function countAmong(
  database: Database,
  { sql, values }: Conditions,
  those: string,
): Promise<Pick<Sized, 'total' | 'counts' | 'ids'>> {
  const isOfAll = those === 'true';
  const rows = await database.query<{ facet: string | null; count: number; ids: readonly string[] | null }>(
    `WITH found AS MATERIALIZED (
       SELECT facets${isOfAll ? ', product_id' : ''} FROM catalog.search_entry
       WHERE ${those} AND ${sql} LIMIT ${MOST_COUNTED}
     )
     SELECT NULL AS facet, count(*)::int AS count, ${isOfAll ? 'array_agg(product_id)' : 'NULL::text[]'} AS ids FROM found
     UNION ALL
     SELECT facet, count(*)::int, NULL FROM found, unnest(facets) AS facet GROUP BY facet`,
    values,
  );
  const counts = new Map(rows.map(({ facet, count }) => [facet ?? '', count]));
  const ids = rows.find(({ facet }) => facet === null)?.ids ?? [];
  return { total: counts.get('') ?? 0, counts, ...(isOfAll && { ids }) };
}

function valuesOf(filter: Filter, { counts, scale }: Sized): readonly FacetCount[] {
  const beginning = `${filter}:`;
  const found = [...counts]
    .filter(([facet]) => facet.startsWith(beginning))
    .map(([facet, count]) => ({ value: facet.slice(beginning.length), count: count * scale }))
    .filter(({ value }) => filter !== 'port' || PORT_KINDS.includes(value));
  if (filter === 'freshness')
    return Object.keys(FRESHNESS).flatMap((bound) => found.filter(({ value }) => value === bound));
  return found
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
    .slice(0, MOST_VALUES);
}
