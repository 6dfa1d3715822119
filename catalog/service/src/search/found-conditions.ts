import type { Filters } from './catalog-query.js';
import { FILTERS, facetOf, type Filter } from './facets.js';

/** What an entry of the index must be like, as the conditions of a statement whose first parameters are its values. */
export interface Conditions {
  /** Of `catalog.search_entry`. */
  readonly sql: string;
  readonly values: readonly unknown[];
  /** Where the asked words stand among the values; undefined when nothing was asked. */
  readonly words?: string;
}

/** Entries with these words and values; retired products only where they are asked for. */
export function conditionsOf(asked: string | undefined, filters: Filters): Conditions {
  const facets = FILTERS.flatMap((filter) => valueOf(filters, filter));
  const values: unknown[] = [];
  const place = (value: unknown) => `$${values.push(value)}`;
  const words = asked === undefined ? undefined : `${place(asked)}::tsquery`;
  const conditions = [
    ...(words === undefined ? [] : [`document @@ ${words}`]),
    ...(facets.length === 0 ? [] : [`facets @> ${place(facets)}::text[]`]),
    ...(filters.lifecycle === undefined ? [`lifecycle <> 'retired'`] : []),
  ];
  return { sql: conditions.join(' AND ') || 'true', values, ...(words && { words }) };
}

/** The filters but one: what else could have been chosen there. */
export function without(filters: Filters, left: Filter): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => name !== left));
}

function valueOf(filters: Filters, filter: Filter): string[] {
  const value = filters[filter];
  return value === undefined ? [] : [facetOf(filter, value)];
}
