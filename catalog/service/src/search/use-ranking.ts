import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { Database } from '@mesh/database';
import { Logger } from '@mesh/runtime';

import { CatalogSchema } from '../catalog-schema.js';
import { CatalogSettings } from '../catalog-options.js';

/** Days whose calls count as use. */
const USE_DAYS = 30;
/** So many of the most used products are always looked at when many are found, and so many when very many are. */
const TOPS = [2_000, 300] as const;
/** Partitions are added up side by side: what is told late is looked at again. */
const OVERLAP_MS = 60_000;
/** Every so many rounds all are ranked anew: calls grow old. */
const ROUNDS_OF_ALL = 720;

/** Keeps how much each product is used, from the measured calls and the declared inputs, and who is used most. */
@Injectable()
export class UseRanking implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private rounds = 0;
  /** Calls that the log accepted by then are counted. */
  private countedTo = new Date(0);

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CatalogSettings) private readonly settings: CatalogSettings,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(CatalogSchema) _schema: unknown,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.working = this.working
        .then(() => this.refresh())
        .catch((cause: unknown) => this.logger.warn({ cause }, 'the use of products could not be ranked'));
    }, this.settings.rankEveryMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  private async refresh(): Promise<void> {
    const isOfAll = this.rounds % ROUNDS_OF_ALL === 0;
    this.rounds += 1;
    const [counted] = await this.database.query<{ upTo: Date | string | null; written: number }>(
      `WITH called AS (
         SELECT product_id, max(last_used) AS last FROM catalog.caller_day
         WHERE day >= $1::timestamptz::date AND last_used > $1::timestamptz GROUP BY product_id
       ), changed AS (
         SELECT product_id FROM called
         UNION SELECT from_product FROM catalog.input WHERE $3
         UNION SELECT product_id FROM catalog.product_use WHERE $3
       ), used AS (
         SELECT entry.product_id, coalesce(sum(calls), 0) AS calls,
           count(DISTINCT caller) + (SELECT count(DISTINCT product_id) FROM catalog.input
                                     WHERE from_product = entry.product_id) AS consumers
         FROM changed JOIN catalog.search_entry AS entry USING (product_id)
           LEFT JOIN catalog.caller_day AS made
             ON made.product_id = entry.product_id AND day > $2::timestamptz::date - ${USE_DAYS}
         GROUP BY entry.product_id
       ), written AS (
         INSERT INTO catalog.product_use AS known (product_id, calls, consumers, weight)
         SELECT product_id, calls, consumers, ln(1 + calls) + 2 * ln(1 + consumers) FROM used ORDER BY product_id
         ON CONFLICT (product_id) DO UPDATE
           SET calls = excluded.calls, consumers = excluded.consumers, weight = excluded.weight
           WHERE (known.calls, known.consumers) IS DISTINCT FROM (excluded.calls, excluded.consumers)
         RETURNING product_id
       )
       SELECT (SELECT max(last) FROM called) AS "upTo", (SELECT count(*) FROM written)::int AS written`,
      [(isOfAll ? new Date(0) : this.countedTo).toISOString(), this.settings.now().toISOString(), isOfAll],
    );
    if (counted?.upTo != null) this.countedTo = new Date(new Date(counted.upTo).getTime() - OVERLAP_MS);
    if ((counted?.written ?? 0) > 0) await this.markTop();
  }

  /** Touches only those that come and go. */
  private async markTop(): Promise<void> {
    const [many, few] = TOPS;
    await this.database.query(
      `WITH best AS (
         SELECT product_id, CASE WHEN row_number() OVER by_weight <= ${few} THEN 2 ELSE 1 END AS top
         FROM catalog.product_use WINDOW by_weight AS (ORDER BY weight DESC, product_id) ORDER BY weight DESC, product_id LIMIT ${many}
       ), changed AS (
         UPDATE catalog.product_use AS known SET top = coalesce(best.top, 0)
         FROM catalog.product_use AS one LEFT JOIN best USING (product_id)
         WHERE known.product_id = one.product_id AND known.top <> coalesce(best.top, 0)
         RETURNING known.product_id, known.top
       )
       UPDATE catalog.search_entry AS entry SET top = changed.top
       FROM changed WHERE entry.product_id = changed.product_id`,
    );
  }
}
