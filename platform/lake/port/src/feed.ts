import type { EventLog, LoggedEvent } from '@mesh/events';
import type { Landing } from './lake.js';
import { runsOf, type Run } from './runs.js';

/** What is to be read, and in which portions. */
export interface FeedSettings {
  readonly topic: string;
  readonly group: string;
  /** An event waits at most this long for company. Default 1,000 ms. */
  readonly flushEveryMs?: number;
  /** Rows of one portion at most. Default 10,000. */
  readonly maxRows?: number;
}

/** Rows as the log gives them, whether they have landed before or not; nothing in them but values. */
export type FedRows = Omit<Landing, 'key' | 'offsets'> &
  Required<Pick<Landing, 'offsets'>> & { readonly topic: string; readonly partition: number };

/** Resolves when the rows are durable where they land: then the log may forget that they were asked for. */
export type TakeRows = (rows: FedRows) => Promise<void>;

/** What becomes of the events of a feed. */
export interface Feeder {
  readonly take: TakeRows;
  /** Makes the JSON text of an event. Default: its data as it was written. */
  readonly row?: ((event: LoggedEvent) => string) | undefined;
  /** Puts off what is done with a batch. By default it is done at once. */
  readonly inTurn?: (events: readonly LoggedEvent[], work: () => Promise<void>, signal: AbortSignal) => Promise<void>;
}

export interface Feed {
  /** Resolves once the portion in hand was taken and committed. */
  close(): Promise<void>;
}

/** Reads the log here; what is not taken yet waits in it. */
export async function feedRows(
  log: EventLog,
  settings: FeedSettings,
  { take, row = ({ json }) => json, inTurn = (_events, work) => work() }: Feeder,
): Promise<Feed> {
  const { topic, group, flushEveryMs = 1_000, maxRows = 10_000 } = settings;
  const subscription = await log.subscribe(
    { topics: [topic], group, from: 'earliest', maxBatch: maxRows, lingerMs: flushEveryMs },
    (events, signal) =>
      inTurn(
        events,
        async () => {
          for (const part of [...runsOf(events, maxRows)].flatMap(partsOf)) {
            signal.throwIfAborted();
            await take({ topic, ...rowsOf(part, row), stream: streamOf(topic, part) });
          }
        },
        signal,
      ),
  );
  return { close: () => subscription.close() };
}

/** What was given up and comes back was passed by its partition, so each such event is by itself. */
function partsOf(run: Run): readonly Run[] {
  if (!isRedelivered(run)) return [run];
  const { events, partition } = run;
  return events.map((event) => ({ events: [event], partition, from: event.offset, to: event.offset + 1 }));
}

function rowsOf({ events, partition, from, to }: Run, row: (event: LoggedEvent) => string) {
  return { partition, from, to, rows: events.map(row), offsets: events.map(({ offset }) => offset) };
}

/** A stream's offsets only grow, so that each event which was passed is a stream of its own. */
function streamOf(topic: string, run: Run): string {
  return isRedelivered(run) ? `${topic}/${run.partition}/${run.from}` : `${topic}/${run.partition}`;
}

const isRedelivered = ({ events: [first] }: Run): boolean => first?.redelivered === true;
