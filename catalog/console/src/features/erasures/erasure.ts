import type { Me } from '../../api/me.js';

/** What one domain has done of an erasure. */
export interface ErasurePart {
  readonly domain: string;
  readonly status: 'waiting' | 'cleared';
  readonly clearedAt?: string;
  /** Rows are not counted of a topic: nothing is taken out of it. */
  readonly stores: readonly { readonly kind: string; readonly name: string; readonly rows?: number }[];
}

/** The erasure of one person; of whom is not in it. */
export interface Erasure {
  readonly id: string;
  readonly status: 'running' | 'erased';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly erasedAt?: string;
  readonly reason: string;
  readonly parts: readonly ErasurePart[];
}

/** A page of erasures, the newest first. */
export interface ErasuresList {
  readonly erasures: readonly Erasure[];
  readonly nextCursor?: string;
}

/** Erasures in the API. */
export const ERASURES_PATH = '/access/erasures';

/** The path of one erasure in the API. */
export const erasurePath = (id: string): string => `${ERASURES_PATH}/${encodeURIComponent(id)}`;

/** The page of one erasure. */
export const erasurePage = (id: string): string => `/erasures/${encodeURIComponent(id)}`;

/** The roles whom erasures concern. */
export const READERS: readonly string[] = ['privacy-officer', 'auditor', 'domain'];

const OWNER = 'domain:';

/** Where a reader may have persons forgotten: everywhere, in the domains that they own, or nowhere. */
export function reachOfReader({ roles }: Pick<Me, 'roles'>): 'everywhere' | readonly string[] {
  if (roles.includes('privacy-officer')) return 'everywhere';
  return roles.filter((role) => role.startsWith(OWNER)).map((role) => role.slice(OWNER.length));
}

/** How many domains of an erasure are done. */
export const progressOf = ({ parts }: Pick<Erasure, 'parts'>): { readonly done: number; readonly all: number } => ({
  done: parts.filter(({ status }) => status === 'cleared').length,
  all: parts.length,
});
