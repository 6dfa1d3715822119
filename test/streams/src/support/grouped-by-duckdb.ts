import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { LoggedEvent } from '@mesh/events';
import type { Beat } from './ward-product.js';

/** The timing of a windowed aggregate, in milliseconds. */
export interface Timing {
  readonly sizeMs: number;
  readonly everyMs: number;
  readonly outOfOrdernessMs: number;
  readonly latenessMs: number;
}

/** One window as DuckDB computes it. */
export interface Expected {
  readonly person: string;
  readonly windowStart: string;
  readonly readings: number;
  readonly total: number | null;
  readonly middle: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly spread: number | null;
}

/**
 * The windows of a stream by another road: one SQL query over the whole log, in which the watermark is a running maximum
 * over each partition and an event counts for the windows that it leaves open.
 */
export async function groupedByDuckDb(events: readonly LoggedEvent[], timing: Timing): Promise<readonly Expected[]> {
  const folder = await mkdtemp(join(tmpdir(), 'streams-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const rows = events.map(({ partition, offset, data }) => {
      const { person, pulse, takenAt } = data as Beat;
      return JSON.stringify({
        partition,
        log_offset: offset,
        person,
        pulse: pulse ?? null,
        taken_ms: Date.parse(takenAt),
      });
    });
    const file = join(folder, 'events.ndjson');
    await writeFile(file, rows.join('\n'));
    const reader = await connection.runAndReadAll(query(file, timing));
    return reader.getRowObjectsJson() as unknown as Expected[];
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}

const query = (file: string, { sizeMs, everyMs, outOfOrdernessMs, latenessMs }: Timing): string => `
  WITH events AS (
    SELECT * FROM read_json('${file}', format = 'newline_delimited', columns =
      {partition: 'INTEGER', log_offset: 'BIGINT', person: 'VARCHAR', pulse: 'DOUBLE', taken_ms: 'BIGINT'})
  ), clocked AS (
    SELECT *, max(taken_ms) OVER (PARTITION BY partition ORDER BY log_offset
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) - ${outOfOrdernessMs} AS watermark
    FROM events
  ), placed AS (
    SELECT *, (taken_ms // ${everyMs} - nth) * ${everyMs} AS starts
    FROM clocked, range(${Math.ceil(sizeMs / everyMs)}) AS hops(nth)
  )
  SELECT person, strftime(make_timestamp(starts * 1000), '%Y-%m-%dT%H:%M:%S.000Z') AS "windowStart",
    count(*)::INTEGER AS readings, sum(pulse) AS total, avg(pulse) AS middle, min(pulse) AS lowest, max(pulse) AS highest,
    stddev_samp(pulse) AS spread
  FROM placed
  WHERE taken_ms < starts + ${sizeMs} AND (watermark IS NULL OR starts + ${sizeMs + latenessMs} > watermark)
  GROUP BY person, starts`;
