import type { AgreementStatus, Purpose } from '@mesh/access';

/** One step of an agreement's life. */
export interface AgreementChange {
  readonly status: AgreementStatus;
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
  readonly reason: string;
}

/** An agreement as those see it whom it concerns. */
export interface Agreement {
  readonly id: string;
  readonly version: number;
  readonly status: AgreementStatus;
  readonly product: string;
  readonly domain: string;
  readonly port: string;
  /** `urn:mesh:<domain>:<product>:<port>` */
  readonly urn: string;
  readonly consumer: string;
  readonly purpose: Purpose;
  /** RFC 3339, inclusive. */
  readonly from: string;
  /** RFC 3339, exclusive. */
  readonly until: string;
  readonly reveals: readonly 'phi'[];
  /** From the first step to the last; the first is the request. */
  readonly changes: readonly AgreementChange[];
  readonly links: { readonly self: string; readonly usage: string };
}

/** Where an agreement is read. */
export const agreementPath = (id: string): string => `/access/agreements/${id}`;
