import type { ErasedFrom } from '@mesh/access';

/** What one domain has done of an erasure. */
export interface ErasurePart {
  readonly domain: string;
  readonly status: 'waiting' | 'cleared';
  /** RFC 3339. */
  readonly clearedAt?: string;
  /** What held the person, and how many rows of it went. */
  readonly stores: readonly ErasedFrom[];
}

/** The erasure of one person as those see it whom it concerns; whom it is about stands nowhere. */
export interface Erasure {
  readonly id: string;
  /** `running` until every domain is cleared, then the key goes that told whose tokens stand in the log: `erased`. */
  readonly status: 'running' | 'erased';
  readonly requestedBy: string;
  /** RFC 3339. */
  readonly requestedAt: string;
  readonly erasedAt?: string;
  readonly reason: string;
  readonly parts: readonly ErasurePart[];
  readonly links: { readonly self: string };
}

/** A page of erasures, the newest first; `nextCursor` begins what follows, absent on the last page. */
export interface ErasurePage {
  readonly erasures: readonly Erasure[];
  readonly nextCursor?: string;
}

/** Where an erasure is read. */
export const erasurePath = (id: string): string => `/access/erasures/${id}`;
