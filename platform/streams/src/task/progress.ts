import type { EventStore } from '@mesh/events';

/** How far a processing has come, over all its tasks and members. */
export interface StreamProgress {
  /** How far the slowest task's watermark is behind the clock, in milliseconds; nothing before the first event. */
  readonly watermarkLagMs?: number;
  /** Windows that may still change. */
  readonly openWindows: number;
  /** Events that wait for a partner. */
  readonly waiting: number;
  readonly results: number;
  /** Those among the results that replaced one that was given before. */
  readonly corrections: number;
  /** Events that came too late to count. */
  readonly late: number;
}

type Row = Readonly<Record<'lag' | 'open' | 'waiting' | 'results' | 'corrections' | 'late', string | number | null>>;

/** Asks the state; the counts are the group's since it began. */
export async function progressOf(store: EventStore, group: string): Promise<StreamProgress> {
  const [row] = await store.query<Row>(
    `SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint - min(watermark) AS lag,
       (SELECT count(*) FROM streams.windows WHERE group_name = $1) AS open,
       (SELECT count(*) FROM streams.waiting w JOIN streams.tasks t USING (task) WHERE t.group_name = $1) AS waiting,
       coalesce(sum(results), 0)::bigint AS results, coalesce(sum(corrections), 0)::bigint AS corrections,
       coalesce(sum(late), 0)::bigint AS late
     FROM streams.tasks WHERE group_name = $1`,
    [group],
  );
  return {
    ...(row?.lag !== null && row !== undefined && { watermarkLagMs: Number(row.lag) }),
    openWindows: Number(row?.open ?? 0),
    waiting: Number(row?.waiting ?? 0),
    results: Number(row?.results ?? 0),
    corrections: Number(row?.corrections ?? 0),
    late: Number(row?.late ?? 0),
  };
}
