import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { LoggedEvent, Measurement } from '@mesh/events';

import { collect, type CallerDay, type DatasetState, type PortBucket } from './collect.js';
import { RuleStore } from './rule-store.js';
import { CALLER_DAYS, firstBucket, WINDOWS } from './windows.js';

/** Adds measurements up, each once: how far a partition was added stands in the same transaction as its sums. */
@Injectable()
export class MeasureStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RuleStore) private readonly rules: RuleStore,
  ) {}

  /** Events of one partition, in order. */
  async add(events: readonly LoggedEvent[]): Promise<void> {
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined) return;
    await this.database.transaction(async (transaction) => {
      const next = await this.position(transaction, first.partition);
      const fresh = events.filter(({ offset }) => offset >= next);
      if (fresh.length === 0) return;
      const { buckets, callers, datasets, rules } = collect(
        fresh.map(({ data, appendedAt }) => ({ measurement: data as Measurement, heardAt: appendedAt })),
      );
      await this.addBuckets(transaction, buckets);
      await this.addCallers(transaction, callers);
      await this.setDatasets(transaction, datasets);
      await this.rules.hear(transaction, rules);
      await transaction.query(`UPDATE catalog.measured_to SET next = $2 WHERE partition = $1`, [
        first.partition,
        last.offset + 1,
      ]);
    });
  }

  /** Drops what no question asks for any more. */
  async expire(now: Date): Promise<void> {
    for (const window of WINDOWS)
      await this.database.query(`DELETE FROM catalog.measure WHERE grain_minutes = $1 AND bucket < $2`, [
        window.grainMinutes,
        firstBucket(window, now).toISOString(),
      ]);
    await this.database.query(`DELETE FROM catalog.caller_day WHERE day < $1::date - $2::integer`, [
      now.toISOString().slice(0, 10),
      CALLER_DAYS,
    ]);
  }

  private async position(transaction: Database, partition: number): Promise<number> {
    await transaction.query(`INSERT INTO catalog.measured_to VALUES ($1, 0) ON CONFLICT DO NOTHING`, [partition]);
    const [row] = await transaction.query<{ next: number }>(
      `SELECT next FROM catalog.measured_to WHERE partition = $1 FOR UPDATE`,
      [partition],
    );
    return Number(row?.next);
  }

  private async addBuckets(transaction: Database, buckets: readonly PortBucket[]): Promise<void> {
    await transaction.query(
      `INSERT INTO catalog.measure AS known
         (product_id, port, grain_minutes, bucket, calls, faults, events, latencies, worst_lag_ms)
       SELECT id, port, grain, bucket, calls, faults, events, latencies::bigint[], lag
       FROM unnest($1::text[], $2::text[], $3::smallint[], $4::timestamptz[], $5::bigint[], $6::bigint[], $7::bigint[],
         $8::text[], $9::double precision[]) AS one (id, port, grain, bucket, calls, faults, events, latencies, lag)
       ORDER BY id, grain, bucket, port
       ON CONFLICT (product_id, grain_minutes, bucket, port) DO UPDATE SET
         calls = known.calls + excluded.calls, faults = known.faults + excluded.faults,
         events = known.events + excluded.events, worst_lag_ms = greatest(known.worst_lag_ms, excluded.worst_lag_ms),
         latencies = ARRAY(SELECT coalesce(before, 0) + coalesce(now, 0)
           FROM unnest(known.latencies, excluded.latencies) WITH ORDINALITY AS pair (before, now, place) ORDER BY place)`,
      [
        buckets.map(({ product }) => product),
        buckets.map(({ port }) => port),
        buckets.map(({ grainMinutes }) => grainMinutes),
        buckets.map(({ bucket }) => bucket),
        buckets.map(({ calls }) => calls),
        buckets.map(({ faults }) => faults),
        buckets.map(({ events }) => events),
        buckets.map(({ latencies }) => `{${latencies.join(',')}}`),
        buckets.map(({ worstLagMs }) => worstLagMs),
      ],
    );
  }

  private async addCallers(transaction: Database, callers: readonly CallerDay[]): Promise<void> {
    if (callers.length === 0) return;
    await transaction.query(
      `INSERT INTO catalog.caller_day AS known (product_id, port, caller, day, calls, last_used)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::bigint[], $6::timestamptz[])
         AS one (id, port, caller, day, calls, used) ORDER BY id, port, caller, day
       ON CONFLICT (product_id, port, caller, day) DO UPDATE SET calls = known.calls + excluded.calls,
         last_used = greatest(known.last_used, excluded.last_used)`,
      [
        callers.map(({ product }) => product),
        callers.map(({ port }) => port),
        callers.map(({ caller }) => caller),
        callers.map(({ day }) => day),
        callers.map(({ calls }) => calls),
        callers.map(({ lastUsed }) => lastUsed),
      ],
    );
  }

  private async setDatasets(transaction: Database, datasets: readonly DatasetState[]): Promise<void> {
    if (datasets.length === 0) return;
    await transaction.query(
      `INSERT INTO catalog.dataset_state AS known (product_id, port, rows, lag_ms, measured_at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::double precision[], $5::timestamptz[])
         AS one (id, port, rows, lag, at) ORDER BY id, port
       ON CONFLICT (product_id, port) DO UPDATE SET rows = coalesce(excluded.rows, known.rows),
         lag_ms = coalesce(excluded.lag_ms, known.lag_ms), measured_at = excluded.measured_at
       WHERE known.measured_at <= excluded.measured_at`,
      [
        datasets.map(({ product }) => product),
        datasets.map(({ port }) => port),
        datasets.map(({ rows }) => rows),
        datasets.map(({ lagMs }) => lagMs),
        datasets.map(({ at }) => at),
      ],
    );
  }
}
