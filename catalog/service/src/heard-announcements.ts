import { createHash } from 'node:crypto';

import type { Announcement, ProductDescription } from '@mesh/events';

/** An announcement and when the log accepted it: the one clock that all services share. */
export interface HeardAnnouncement {
  readonly announcement: Announcement;
  readonly heardAt: string;
}

/** A description that is not the one known before it. */
export interface ProductChange {
  readonly product: ProductDescription;
  /** The description as JSON, and its hash. */
  readonly json: string;
  readonly hash: string;
  readonly heardAt: string;
}

/** What the catalog holds of a product. */
export interface KnownProduct {
  readonly hash: string;
  readonly describedAt: Date;
}

/** Hex SHA-256 of a description as it was announced. */
const hashOf = (json: string): string => createHash('sha256').update(json).digest('hex');

/** Each step from the descriptions that are known to those that were heard, in order; old news is no news. */
export function changesIn(
  heard: readonly HeardAnnouncement[],
  known: ReadonlyMap<string, KnownProduct>,
): readonly ProductChange[] {
  const current = new Map(known);
  return heard.flatMap(({ announcement: { product }, heardAt }) => {
    const json = JSON.stringify(product);
    const hash = hashOf(json);
    const before = current.get(product.id);
    const describedAt = new Date(heardAt);
    if (before !== undefined && (before.hash === hash || before.describedAt > describedAt)) return [];
    current.set(product.id, { hash, describedAt });
    return [{ product, json, hash, heardAt }];
  });
}

/** The last of those with the same key, ordered by it: rows are locked in one order by everyone. */
export function lastOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const last = new Map(items.map((item) => [keyOf(item), item]));
  return [...last].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, item]) => item);
}
