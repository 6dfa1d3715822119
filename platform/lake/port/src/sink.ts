import type { EventLog, LoggedEvent } from '@mesh/events';
import { feedRows, type Feed, type FeedSettings, type TakeRows } from './feed.js';
import type { Dataset, Landed } from './lake.js';

/** The part of a topic that a landing covers; `to` is the offset after the last event. */
export interface SinkRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** Where rows land, and who hears of it. */
export interface LandingPlace {
  readonly dataset: Dataset;
  /** The column that is the primary key, when a repeated row of a landing is to be written once. */
  readonly key?: string;
  /** Called after rows were landed, for lineage; at least once when the process dies in between. */
  readonly onLanded?: (landed: Landed, range: SinkRange) => Promise<void> | void;
}

export interface SinkSettings extends FeedSettings, LandingPlace {
  readonly log: EventLog;
  /** The row of an event as JSON text. Default: the event's data as it was written. */
  readonly row?: (event: LoggedEvent) => string;
}

/** Lands the events of a topic as rows of a dataset, each once. */
export function startSink(settings: SinkSettings): Promise<Feed> {
  return feedRows(settings.log, settings, { take: landingIn(settings), row: settings.row });
}

/**
 * Lands what is fed, each row once: the dataset remembers up to where a partition has landed, so whatever the log
 * delivers again after a crash is left out.
 */
export function landingIn({ dataset, key, onLanded }: LandingPlace): TakeRows {
  return async ({ topic, partition, stream, from, to, rows, offsets }) => {
    const landedTo = await dataset.landedTo(stream);
    if (to <= landedTo) return;
    const first = Math.max(from, landedTo);
    const isFresh = (_: unknown, nth: number): boolean => (offsets[nth] as number) >= first;
    const fresh = { rows: rows.filter(isFresh), offsets: offsets.filter(isFresh) };
    const landed = await dataset.land({ stream, from: first, to, ...fresh, ...(key !== undefined && { key }) });
    await onLanded?.(landed, { topic, partition, from: first, to });
  };
}
