/** Topic of erasures: key = id of the erasure, data = {@link Erased}. The person stands in none of it. */
export const ERASED_TOPIC = 'platform.access.erased.v1';

/** Topic on which services say what they erased: key = id of the erasure, data = {@link ErasureReport}. */
export const ERASURE_REPORTED_TOPIC = 'platform.access.erasure-reported.v1';

const KEPT_MS = 100 * 365 * 86_400_000;

/** A service that was away hears of each erasure when it comes back, whenever that is. */
export const ERASURE_TOPICS = [
  { name: ERASED_TOPIC, retentionMs: KEPT_MS },
  { name: ERASURE_REPORTED_TOPIC, retentionMs: KEPT_MS },
] as const;

/** Somebody is to be forgotten: every domain named looks up who is behind its token and removes what it has. */
export interface Erased {
  readonly id: string;
  readonly persons: readonly { readonly domain: string; readonly token: string }[];
  /** RFC 3339. */
  readonly at: string;
}

/** What a store of a service had of the person; of a topic it is not counted, as nothing is taken out of it. */
export interface ErasedFrom {
  readonly kind: 'topic' | 'dataset' | 'state';
  /** The topic, `<product>.<dataset>`, or the name of the state. */
  readonly name: string;
  readonly rows?: number;
}

/** What one domain says when it has nothing of the person any more, but for tokens. */
export interface ErasureReport {
  readonly id: string;
  readonly domain: string;
  readonly stores: readonly ErasedFrom[];
  /** RFC 3339. */
  readonly at: string;
}
