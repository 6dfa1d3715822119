import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { quantileMs, type Histogram } from './histogram.js';
import { firstBucket, type MeasuredWindow } from './windows.js';

/** What happened at one port within a window. */
export interface PortWindow {
  readonly port: string;
  readonly calls: number;
  readonly faults: number;
  readonly events: number;
  readonly latencies: Histogram;
  readonly worstLagMs: number | null;
}

/** A span of a window: how its measures moved. */
export interface PortMoment extends Omit<PortWindow, 'latencies'> {
  readonly at: string;
  readonly p99Ms?: number;
}

const SUMS = `sum(calls)::float8 AS calls, sum(faults)::float8 AS faults, sum(events)::float8 AS events,
  max(worst_lag_ms) AS "worstLagMs"`;

/** Adds up the buckets of the ports of a product. */
@Injectable()
export class PortWindows {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Each port that did something within the window. */
  async of(product: string, window: MeasuredWindow, now: Date): Promise<readonly PortWindow[]> {
    const values = [product, window.grainMinutes, firstBucket(window, now).toISOString()];
    return this.database.query<PortWindow>(
      `SELECT port, ${SUMS}, (
         SELECT array_agg(calls ORDER BY place) FROM (
           SELECT place, sum(count)::float8 AS calls
           FROM catalog.measure AS inner_measure, unnest(latencies) WITH ORDINALITY AS bucket (count, place)
           WHERE product_id = $1 AND grain_minutes = $2 AND bucket >= $3 AND inner_measure.port = measure.port
           GROUP BY place) AS histogram) AS latencies
       FROM catalog.measure AS measure WHERE product_id = $1 AND grain_minutes = $2 AND bucket >= $3
       GROUP BY port ORDER BY port`,
      values,
    );
  }

  /** The buckets of each port, the oldest first. */
  async series(product: string, window: MeasuredWindow, now: Date): Promise<readonly PortMoment[]> {
    const rows = await this.database.query<Omit<PortWindow, 'latencies'> & { at: Date | string; latencies: Histogram }>(
      `SELECT port, bucket AS at, calls::float8 AS calls, faults::float8 AS faults, events::float8 AS events,
         worst_lag_ms AS "worstLagMs", latencies::float8[] AS latencies
       FROM catalog.measure WHERE product_id = $1 AND grain_minutes = $2 AND bucket >= $3 ORDER BY port, bucket`,
      [product, window.grainMinutes, firstBucket(window, now).toISOString()],
    );
    return rows.map(({ at, latencies, ...row }) => {
      const p99Ms = quantileMs(latencies, 0.99);
      return { ...row, at: new Date(at).toISOString(), ...(p99Ms !== undefined && { p99Ms }) };
    });
  }
}
