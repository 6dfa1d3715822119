import type { ProductDescription } from '@mesh/events';

import { withoutNul } from './literals.js';

/** What products can be filtered by. */
export const FILTERS = ['domain', 'port', 'tag', 'sensitivity', 'owner', 'freshness', 'lifecycle'] as const;

/** The name of a filter. */
export type Filter = (typeof FILTERS)[number];

/** Kinds of ports: what of `port` is counted; its other values are names. */
export const PORT_KINDS: readonly string[] = ['rest', 'event', 'dataset', 'stream'];

/** Where a product can be in its life. */
export const LIFECYCLES: readonly string[] = ['draft', 'active', 'deprecated', 'retired'];

/** How old the data may be, as promised; a product counts in every one that its promise keeps. */
export const FRESHNESS: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '1d': 86_400_000,
  '7d': 604_800_000,
};

/** One value of one filter, as the index holds it. */
export const facetOf = (filter: Filter, value: string): string => `${filter}:${withoutNul(value)}`;

/** Every value of every filter by which a product can be found. */
export function facetsOf(product: ProductDescription): readonly string[] {
  const values: Readonly<Record<Filter, readonly string[]>> = {
    domain: [product.domain],
    port: product.ports.flatMap(({ kind, name }) => [kind, name]),
    tag: product.tags,
    sensitivity: [product.sensitivity],
    owner: [product.owner.team],
    freshness: freshnessOf(product),
    lifecycle: [lifecycleOf(product)],
  };
  return [...new Set(FILTERS.flatMap((filter) => values[filter].map((value) => facetOf(filter, value))))];
}

/** Where a product is in its life; one with a declared end is deprecated. */
export const lifecycleOf = (product: ProductDescription): string =>
  product.lifecycle ?? (product.deprecation === undefined ? 'active' : 'deprecated');

function freshnessOf({ promises, ports }: ProductDescription): readonly string[] {
  const promised = [promises['freshness'], ...ports.map(({ refresh }) => refresh)].flatMap(milliseconds);
  if (promised.length === 0) return [];
  const best = Math.min(...promised);
  return Object.keys(FRESHNESS).filter((bound) => best <= FRESHNESS[bound]!);
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_557_600_000,
};

function milliseconds(duration: string | number | undefined): number[] {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)(ms|[smhdwy])$/.exec(String(duration)) ?? [];
  return count === undefined ? [] : [Number(count) * UNITS[unit]!];
}
