import { ruleOf } from '@mesh/access';
import type { Database } from '@mesh/database';
import { MADE_BY_AGREEMENT } from '../audit/audit.migrations.js';
import type { Agreement } from './agreement.js';

/** How an agreement was used, as the audit tells: calls that it permitted. */
export interface AgreementUsage {
  readonly id: string;
  readonly calls: number;
  /** RFC 3339; absent while it was never used. */
  readonly lastUsedAt?: string;
  /** UTC days on which it was used, in order. */
  readonly days: readonly { readonly day: string; readonly calls: number }[];
}

/** Counts the use of agreements from the record of decisions; what was just called is there within a second or two. */
export class AgreementUsageReader {
  constructor(private readonly database: Database) {}

  async read(agreement: Agreement): Promise<AgreementUsage> {
    const days = await this.database.query<{ day: string; calls: string | number; last: Date }>(
      `SELECT to_char(last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(cardinality(trace_ids)) AS calls, max(last_at) AS last
       FROM access.decisions WHERE rule = $1 AND permitted AND ${MADE_BY_AGREEMENT} AND caller = $2
       GROUP BY day ORDER BY day`,
      [ruleOf(agreement), agreement.consumer],
    );
    const used = days.map(({ day, calls }) => ({ day, calls: Number(calls) }));
    const last = days.at(-1)?.last;
    return {
      id: agreement.id,
      calls: used.reduce((sum, { calls }) => sum + calls, 0),
      ...(last && { lastUsedAt: new Date(last).toISOString() }),
      days: used,
    };
  }
}
