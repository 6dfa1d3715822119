import type { AgreedAccess, AgreementStatus, Purpose } from '@mesh/access';
import { agreementPath, type Agreement } from './agreement.js';
import { statusAt } from './transition.js';

/** An agreement as PostgreSQL gives it, with its steps. */
export interface AgreementRow {
  readonly id: string;
  readonly version: number;
  readonly status: AgreementStatus;
  readonly product: string;
  readonly domain: string;
  readonly port: string;
  readonly consumer: string;
  readonly purpose: Purpose;
  readonly from_at: Date;
  readonly until_at: Date;
  readonly reveals: readonly 'phi'[];
  readonly changes: readonly { status: AgreementStatus; by: string; at: string; reason: string }[];
}

/** The columns of a row, of `agreements.agreement` as `a`. */
export const AGREEMENT_COLUMNS = `a.*, (
  SELECT json_agg(json_build_object('status', c.status, 'by', c.by_whom, 'at', c.at, 'reason', c.reason) ORDER BY c.version)
  FROM agreements.change c WHERE c.agreement_id = a.id) AS changes`;

/** The status of `a` at the time bound as the parameter: as `statusAt` says. */
export const statusColumnAt = (now: string): string =>
  `CASE WHEN a.status IN ('requested', 'granted') AND a.until_at <= ${now}::timestamptz THEN 'expired' ELSE a.status END`;

const instant = (time: Date | string): string => new Date(time).toISOString();

/** The agreement of a row as it stands at a time. */
export function agreementOf(row: AgreementRow, now: Date): Agreement {
  const { id, version, product, domain, port, consumer, purpose, from_at: from, until_at: until, reveals } = row;
  const self = agreementPath(id);
  return {
    id,
    version,
    status: statusAt(row.status, until, now),
    product,
    domain,
    port,
    urn: `urn:mesh:${product.replace('.', ':')}:${port}`,
    consumer,
    purpose,
    from: instant(from),
    until: instant(until),
    reveals,
    changes: row.changes.map((change) => ({ ...change, at: instant(change.at) })),
    links: { self, usage: `${self}/usage` },
  };
}

/** What of an agreement travels to the data plane, when it has just changed. */
export function agreedAccessOf(agreement: Agreement): AgreedAccess {
  const { id, version, status, product, port, consumer, purpose, from, until, reveals, changes } = agreement;
  const { at = '', by = '' } = changes.at(-1) ?? {};
  return { id, version, status, product, port, consumer, purpose, from, until, reveals, at, by };
}
