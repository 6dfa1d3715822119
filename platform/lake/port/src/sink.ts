import type { EventLog, LoggedEvent } from '@mesh/events';
import type { Dataset, Landed } from './lake.js';
import { contiguousRuns, type Run } from './contiguous-runs.js';

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
  /** How often small files are folded. Default 10 minutes. */
  readonly compactEveryMs?: number;
  /** Called after rows were landed, for lineage; at least once when the process dies in between. */
  readonly onLanded?: (landed: Landed, range: SinkRange) => Promise<void> | void;
  /** Told of a compaction that failed; the next one repeats it. */
  readonly onCompactionFailed?: (error: unknown) => void;
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
  const { log, topic, group, dataset, flushEveryMs = 1_000, maxRows = 10_000 } = settings;
  const subscription = await log.subscribe(
    { topics: [topic], group, from: 'earliest', maxBatch: maxRows, lingerMs: flushEveryMs },
    async (events, signal) => {
      for (const run of contiguousRuns(events, maxRows)) {
        signal.throwIfAborted();
        await landRun(run, settings);
      }
    },
  );
  const stopCompacting = compactEvery(dataset, settings);
  return {
    close: async () => {
      await Promise.all([stopCompacting(), subscription.close()]);
    },
  };
}

async function landRun({ events, partition, from, to }: Run, settings: SinkSettings): Promise<void> {
  const { dataset, topic, onLanded, row = (event: LoggedEvent) => event.json } = settings;
  const stream = `${topic}/${partition}`;
  const landedTo = await dataset.landedTo(stream);
  if (to <= landedTo) return;
  const first = Math.max(from, landedTo);
  const rows = events.slice(first - from).map(row);
  const key = settings.key === undefined ? {} : { key: settings.key };
  const landed = await dataset.land({ stream, from: first, to, rows, ...key });
  await onLanded?.(landed, { topic, partition, from: first, to });
}

function compactEvery(dataset: Dataset, settings: SinkSettings): () => Promise<void> {
  const { compactEveryMs = 600_000, onCompactionFailed } = settings;
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= dataset
      .compact()
      .catch((error: unknown) => onCompactionFailed?.(error))
      .finally(() => (running = undefined));
  }, compactEveryMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
