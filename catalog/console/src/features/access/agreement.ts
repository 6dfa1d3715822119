import type { Me } from '../../api/me.js';

/** How an agreement stands. */
export type AgreementStatus = 'requested' | 'granted' | 'refused' | 'withdrawn' | 'expired';

/** Every status, in the order of a life. */
export const STATUSES: readonly AgreementStatus[] = ['requested', 'granted', 'refused', 'withdrawn', 'expired'];

/** Access that somebody asked for, and what became of it. */
export interface Agreement {
  readonly id: string;
  readonly version: number;
  readonly status: AgreementStatus;
  readonly product: string;
  readonly domain: string;
  readonly port: string;
  readonly urn: string;
  readonly consumer: string;
  readonly purpose: string;
  readonly from: string;
  readonly until: string;
  readonly reveals: readonly string[];
  readonly changes: readonly {
    readonly status: AgreementStatus;
    readonly by: string;
    readonly at: string;
    readonly reason: string;
  }[];
}

/** A page of agreements, the newest first. */
export interface AgreementsPage {
  readonly agreements: readonly Agreement[];
  readonly nextCursor?: string;
}

/** How an agreement was used, by UTC day. */
export interface AgreementUsage {
  readonly calls: number;
  readonly lastUsedAt?: string;
  readonly days: readonly { readonly day: string; readonly calls: number }[];
}

/** The agreements in the API. */
export const AGREEMENTS_PATH = '/access/agreements';

/** The path of one agreement in the API. */
export const agreementPath = (id: string): string => `${AGREEMENTS_PATH}/${encodeURIComponent(id)}`;

/** The page of one agreement. */
export const requestPage = (id: string): string => `/access/requests/${encodeURIComponent(id)}`;

/** A step that somebody takes. */
export type Step = 'grant' | 'refuse' | 'withdraw';

/** The steps that are open to a reader: the owner decides; who asked takes back; both end what is granted. */
export function stepsOf(
  { status, domain, consumer }: Agreement,
  reader: Pick<Me, 'id' | 'roles'> | undefined,
): readonly Step[] {
  if (reader === undefined) return [];
  const isOwner = reader.roles.includes(`domain:${domain}`);
  const isConsumer = reader.id === consumer;
  if (status === 'requested')
    return [...(isOwner ? (['grant', 'refuse'] as const) : []), ...(isConsumer ? (['withdraw'] as const) : [])];
  return status === 'granted' && (isOwner || isConsumer) ? ['withdraw'] : [];
}
