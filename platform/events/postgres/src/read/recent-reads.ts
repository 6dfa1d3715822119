import type { LoggedEvent } from '@mesh/events';
import type { Topic } from '../topics.js';
import type { Reader } from './reader.js';

/** Characters of events that are kept at most, over all partitions. */
const MOST_KEPT = 8 * 1_048_576;
/** Groups that read the same are seldom further apart: they hear of an event at once, and work in turns. */
const KEPT_FOR_MS = 5_000;

/** Events of a partition that follow one another; offsets have no gaps. */
interface Run {
  readonly from: number;
  readonly events: readonly LoggedEvent[];
  readonly length: number;
}

type Span = { readonly offset: number; readonly limit: number };

/**
 * Reads for consumers. A topic has several of them in a thread, which read the same events one shortly after the other:
 * what was read last of a partition is kept for a moment, so that the database gives each event once and its data are
 * parsed once. The end of a partition is always asked for anew. Events are what they are, whoever reads them: nobody
 * changes one.
 */
export class RecentReads implements Pick<Reader, 'read'> {
  /** By place, the one read last at the end. */
  private readonly kept = new Map<string, Run>();
  private readonly reading = new Map<string, Promise<unknown>>();
  private length = 0;
  private forgetting: NodeJS.Timeout | undefined;

  constructor(private readonly reader: Pick<Reader, 'read'>) {}

  /** As `read` of a reader; those that want the same partition wait for one another. */
  read(topic: Topic, partition: number, span: Span): Promise<readonly LoggedEvent[]> {
    const place = `${topic.id}:${partition}`;
    const before = this.reading.get(place) ?? Promise.resolve();
    const read = before.then(() => this.complete(place, span, (rest) => this.reader.read(topic, partition, rest)));
    const settled = read
      .catch(() => undefined)
      .finally(() => this.reading.get(place) === settled && this.reading.delete(place));
    this.reading.set(place, settled);
    return read;
  }

  /** What is kept from an offset on, and behind it what the log has. */
  private async complete(
    place: string,
    { offset, limit }: Span,
    ask: (rest: Span) => Promise<readonly LoggedEvent[]>,
  ): Promise<readonly LoggedEvent[]> {
    const run = this.kept.get(place);
    const isKept = run !== undefined && offset >= run.from && offset <= run.from + run.events.length;
    const known = isKept ? run.events.slice(offset - run.from, offset - run.from + limit) : [];
    if (known.length === limit) return known;
    const more = await ask({ offset: offset + known.length, limit: limit - known.length });
    if (more.length === 0) return known;
    const events = [...known, ...more];
    this.keep(place, events);
    return events;
  }

  private keep(place: string, events: readonly LoggedEvent[]): void {
    this.forget(place);
    const from = (events[0] as LoggedEvent).offset;
    let [length, count] = [0, 0];
    for (const { json, offset } of events) {
      // Behind what was kept retention may have dropped what followed.
      if (offset !== from + count || length + json.length > MOST_KEPT) break;
      length += json.length;
      count += 1;
    }
    this.kept.set(place, { from, events: events.slice(0, count), length });
    this.length += length;
    for (const [other] of this.kept) {
      if (this.length <= MOST_KEPT) break;
      this.forget(other);
    }
    this.forgetting ??= setTimeout(() => this.forgetAll(), KEPT_FOR_MS).unref();
    this.forgetting.refresh();
  }

  private forget(place: string): void {
    this.length -= this.kept.get(place)?.length ?? 0;
    this.kept.delete(place);
  }

  private forgetAll(): void {
    this.kept.clear();
    this.length = 0;
    this.forgetting = undefined;
  }
}
