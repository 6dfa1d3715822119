import type { EventLog, LoggedEvent } from '@mesh/events';
import type { Dataset, Landed } from './lake.js';
import { runsOf, type Run } from './runs.js';

/** The part of a topic that a landing covers; `to` is the offset after the last event. */
export interface SinkRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

export interface SinkSettings {
  readonly log: EventLog;
  readonly topic: string;
  readonly group: string;
  readonly dataset: Dataset;
  /** The row of an event as JSON text. Default: the event's data as it was written. */
  readonly row?: (event: LoggedEvent) => string;
  /** The column that is the primary key, when a repeated row of a landing is to be written once. */
  readonly key?: string;
  /** An event waits at most this long for company. Default 1,000 ms. */
  readonly flushEveryMs?: number;
  /** Rows of one landing at most. Default 10,000. */
  readonly maxRows?: number;
  /** Called after rows were landed, for lineage; at least once when the process dies in between. */
  readonly onLanded?: (landed: Landed, range: SinkRange) => Promise<void> | void;
}

export interface Sink {
  /** Resolves once the batch in hand is landed and committed. */
  close(): Promise<void>;
}

/**
 * Lands the events of a topic as rows of a dataset, each once: the dataset remembers up to where a partition has
 * landed, so whatever the log delivers again after a crash is left out.
 */
export async function startSink(settings: SinkSettings): Promise<Sink> {
  const { log, topic, group, flushEveryMs = 1_000, maxRows = 10_000 } = settings;
  const subscription = await log.subscribe(
    { topics: [topic], group, from: 'earliest', maxBatch: maxRows, lingerMs: flushEveryMs },
    async (events, signal) => {
      for (const run of runsOf(events, maxRows)) {
        signal.throwIfAborted();
        if (run.events[0]?.redelivered) await landRedelivered(run, settings);
        else await landRun(run, settings);
      }
    },
  );
  return { close: () => subscription.close() };
}

/** What was given up and comes back was passed by its partition, so each such event is a stream of its own. */
async function landRedelivered({ events }: Run, settings: SinkSettings): Promise<void> {
  for (const event of events) {
    const { topic, partition, offset } = event;
    const run = { events: [event], partition, from: offset, to: offset + 1 };
    await landRun(run, settings, `${topic}/${partition}/${offset}`);
  }
}

async function landRun(
  { events, partition, from, to }: Run,
  settings: SinkSettings,
  stream = `${settings.topic}/${partition}`,
): Promise<void> {
  const { dataset, topic, onLanded, row = (event: LoggedEvent) => event.json } = settings;
  const landedTo = await dataset.landedTo(stream);
  if (to <= landedTo) return;
  const first = Math.max(from, landedTo);
  const fresh = events.filter(({ offset }) => offset >= first);
  const key = settings.key === undefined ? {} : { key: settings.key };
  const offsets = fresh.map(({ offset }) => offset);
  const landed = await dataset.land({ stream, from: first, to, rows: fresh.map(row), offsets, ...key });
  await onLanded?.(landed, { topic, partition, from: first, to });
}
