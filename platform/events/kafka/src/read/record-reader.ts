import { EventReader } from '../message/event-reader.js';
import type { KafkaEvent } from '../message/kafka-event.js';
import { Unreadable } from '../message/unreadable.js';
import { CODE, isPassing } from '../wire/codes.js';
import { fetchRecords } from '../wire/fetch.js';
import { patiently, within } from '../wire/patiently.js';
import { readRecords } from '../wire/read-records.js';
import type { RecordView } from '../wire/record-view.js';
import type { Wire } from '../wire/wire.js';
import { EARLIEST, offsetsOf } from './offsets.js';

/** Part of a partition: from an offset up to, and without, another. */
export interface Stretch {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly until: number;
}

const ANSWERED_WITHIN_MS = 10_000;
const BYTES_A_READ = 4 * 1_048_576;
/** How long to wait for transactions in hand to be decided. */
const PAUSE_MS = 20;

/** Reads partitions by offset, without a group. */
export class RecordReader {
  private readonly events = new EventReader();

  constructor(private readonly wire: Wire) {}

  /** The records of a stretch, in order, as long as the consumer wants more; ends early where nothing more is decided yet. */
  async *records(stretch: Stretch): AsyncGenerator<RecordView> {
    for (let from = stretch.from; from < stretch.until;) {
      const { records, next } = await this.once(stretch, from);
      for (const record of records) {
        if (record.offset >= stretch.until) return;
        yield record;
      }
      if (next === from) return;
      from = next;
    }
  }

  /** Every record of a stretch: waits for what is not decided yet. Throws when that takes too long. */
  async *allRecords(stretch: Stretch): AsyncGenerator<RecordView> {
    const patience = within(ANSWERED_WITHIN_MS);
    for (let from = stretch.from; from < stretch.until;) {
      const { records, next } = await this.once(stretch, from);
      for (const record of records) if (record.offset < stretch.until) yield record;
      if (next === from) {
        if (performance.now() > patience.untilMs)
          throw Object.assign(new Error('a transaction stays open'), { code: 7 });
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      from = next;
    }
  }

  /** The events of a stretch; messages that are none are left out. */
  async *read(stretch: Stretch): AsyncGenerator<KafkaEvent> {
    for await (const record of this.records(stretch)) {
      const event = this.events.read(stretch, record);
      if (!(event instanceof Unreadable)) yield event;
    }
  }

  private once({ topic, partition }: Stretch, offset: number) {
    return patiently(
      async () => {
        const broker = await this.wire.leaderOf(topic, partition);
        const limits = { maxWaitMs: 0, maxBytes: BYTES_A_READ };
        const [answer] = await fetchRecords(broker, [{ topic, partition, offset, maxBytes: BYTES_A_READ }], limits);
        const code = answer?.code ?? CODE.UNKNOWN_TOPIC_OR_PARTITION;
        if (code === CODE.OFFSET_OUT_OF_RANGE) {
          // What was asked for has expired; what is left begins later. Behind the end there is nothing.
          const earliest = await offsetsOf(this.wire, { name: topic }, EARLIEST);
          return { records: [], next: Math.max(offset, earliest.get(partition) ?? offset) };
        }
        if (code !== CODE.NONE) {
          if (isPassing(code)) this.wire.forgetLeaders(topic);
          throw Object.assign(new Error('the partition cannot be read'), { code });
        }
        return readRecords(answer!, offset);
      },
      { ...within(ANSWERED_WITHIN_MS), missed: () => this.wire.forgetLeaders(topic) },
    );
  }
}
