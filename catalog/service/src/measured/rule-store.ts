import { Inject, Injectable } from '@nestjs/common';

import type { Database } from '@mesh/database';

import type { NewChange } from '../changes/change.js';
import { ChangeStore } from '../changes/change-store.js';
import { lastOfEach } from '../heard-announcements.js';
import type { RuleResult } from './collect.js';

interface KnownRule {
  readonly key: string;
  readonly broken: boolean | null;
  readonly checkedAt: Date | string;
  readonly since: Date | string | null;
}

interface Judged {
  readonly result: RuleResult;
  readonly broken: boolean | undefined;
  readonly since: string | undefined;
}

const keyOf = ({ product, port, id }: RuleResult): string => `${product} ${port} ${id}`;

/** Keeps the last result of each quality rule; that one broke or holds again goes into the history of its product. */
@Injectable()
export class RuleStore {
  constructor(@Inject(ChangeStore) private readonly changes: ChangeStore) {}

  /** Results in the order in which they were told; a check that could not be made changes no verdict. */
  async hear(transaction: Database, results: readonly RuleResult[]): Promise<void> {
    if (results.length === 0) return;
    const known = await this.known(transaction, results);
    const told: NewChange[] = [];
    const judged: Judged[] = [];
    for (const result of results) {
      const before = known.get(keyOf(result));
      if (before !== undefined && new Date(before.checkedAt).getTime() >= Date.parse(result.at)) continue;
      const broken = result.result === 'error' ? (before?.broken ?? undefined) : result.result === 'fail';
      const turned = broken !== undefined && broken !== (before?.broken ?? undefined);
      const since = turned ? result.at : before?.since == null ? undefined : new Date(before.since).toISOString();
      // A rule that holds from the first check on is what was promised, and no news.
      if (turned && (broken || before?.broken === true)) told.push(changeOf(result, broken));
      judged.push({ result, broken, since });
      known.set(keyOf(result), {
        key: keyOf(result),
        broken: broken ?? null,
        checkedAt: result.at,
        since: since ?? null,
      });
    }
    await this.changes.add(transaction, told);
    await this.write(
      transaction,
      lastOfEach(judged, ({ result }) => keyOf(result)),
    );
  }

  private async known(transaction: Database, results: readonly RuleResult[]): Promise<Map<string, KnownRule>> {
    const rows = await transaction.query<KnownRule>(
      `SELECT product_id || ' ' || port || ' ' || rule AS key, broken, checked_at AS "checkedAt", since
       FROM catalog.rule_state WHERE product_id = ANY ($1::text[])`,
      [[...new Set(results.map(({ product }) => product))]],
    );
    return new Map(rows.map((row) => [row.key, row]));
  }

  private async write(transaction: Database, judged: readonly Judged[]): Promise<void> {
    if (judged.length === 0) return;
    await transaction.query(
      `INSERT INTO catalog.rule_state (product_id, port, rule, result, observed, checked_at, broken, since)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::double precision[], $6::timestamptz[],
         $7::boolean[], $8::timestamptz[])
       ON CONFLICT (product_id, port, rule) DO UPDATE SET result = excluded.result, observed = excluded.observed,
         checked_at = excluded.checked_at, broken = excluded.broken, since = excluded.since`,
      [
        judged.map(({ result }) => result.product),
        judged.map(({ result }) => result.port),
        judged.map(({ result }) => result.id),
        judged.map(({ result }) => result.result),
        judged.map(({ result }) => result.observed ?? null),
        judged.map(({ result }) => result.at),
        judged.map(({ broken }) => broken ?? null),
        judged.map(({ since }) => since ?? null),
      ],
    );
  }
}

const changeOf = ({ product, version, port, id, observed, at }: RuleResult, broken: boolean): NewChange => ({
  product,
  version,
  kind: broken ? 'rule-broken' : 'rule-mended',
  at,
  detail: { port, rule: id, ...(observed !== undefined && { observed }) },
});
