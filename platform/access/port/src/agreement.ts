import type { Purpose } from './caller.js';

/** How an agreement stands; that one has expired follows from the time, whatever was written. */
export type AgreementStatus = 'requested' | 'granted' | 'refused' | 'withdrawn' | 'expired';

/**
 * What binds of an agreement: one caller may use one port for one purpose from a time until another. Each change carries
 * the whole of it; the reasons that people gave stay in the control plane.
 */
export interface AgreedAccess {
  readonly id: string;
  /** 1 when it is asked for, one more with each change. */
  readonly version: number;
  readonly status: AgreementStatus;
  /** `<domain>.<product>` */
  readonly product: string;
  readonly port: string;
  /** Id of the caller who may. */
  readonly consumer: string;
  readonly purpose: Purpose;
  /** RFC 3339, inclusive. */
  readonly from: string;
  /** RFC 3339, exclusive. */
  readonly until: string;
  /** What the consumer sees in the clear; the owner says so expressly. */
  readonly reveals: readonly 'phi'[];
  /** When it came to stand so, and by whom. */
  readonly at: string;
  readonly by: string;
}

/** Topic of agreements: key = id of the agreement, data = {@link AgreedAccess}. */
export const AGREED_TOPIC = 'platform.access.agreed.v1';

/** The log keeps each agreement as long as it keeps anything: services read them from the first when they start. */
export const AGREED_TOPIC_SETTINGS = { name: AGREED_TOPIC, retentionMs: 100 * 365 * 86_400_000 } as const;

/** The rule by which an agreement permits a call: what the audit says of it, and how its use is counted. */
export function ruleOf({
  id,
  product,
  port,
  purpose,
}: Pick<AgreedAccess, 'id' | 'product' | 'port' | 'purpose'>): string {
  return `${product}: agreement ${id} opens port ${port} for ${purpose}`;
}
