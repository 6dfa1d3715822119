import type { Topic } from '../topics/topics.js';
import type { NewRecord } from '../wire/record-batch.js';
import type { ProducerIdentity } from '../wire/kafkajs.js';
import { WaitingBatch } from './waiting-batch.js';

/** Batches aim at this; one event may be larger. */
const BATCH_BYTES = 512 * 1_024;
const BATCH_RECORDS = 5_000;
/** What the frame of a batch and the length of a record take. */
const SPARE_BYTES = 128;

/**
 * What waits for one partition, in order. One batch at a time is on its way, and it is sent again with the same sequence
 * number until the broker has answered: so nothing is doubled and nothing overtakes.
 */
export class Lane {
  private queue: WaitingBatch[] = [];
  /** Who writes here; sequence numbers count from 0 for each producer. */
  producer: ProducerIdentity | undefined;
  sequence = 0;
  isSending = false;
  /** The broker that leads the partition, as far as it is known. */
  node: number | undefined;
  /** Not before this, in the time of `performance.now()`. */
  notBeforeMs = 0;
  retries = 0;

  constructor(
    readonly topic: Topic,
    readonly partition: number,
  ) {}

  /** Puts a record at the end; gives the batch it is in and its place there. */
  add(record: NewRecord, roughBytes: number): readonly [WaitingBatch, number] {
    const limit = Math.min(BATCH_BYTES, this.topic.maxMessageBytes);
    let last = this.queue.at(-1);
    const fits =
      last !== undefined &&
      !last.wasSent &&
      last.records.count < BATCH_RECORDS &&
      last.records.byteLength + roughBytes + SPARE_BYTES <= limit;
    if (last === undefined || !fits) this.queue.push((last = new WaitingBatch(this)));
    last.records.add(record);
    return [last, last.records.count - 1];
  }

  /** The batch to send next. */
  head(): WaitingBatch | undefined {
    return this.queue[0];
  }

  /** Forgets batches that never left and for which nobody waits any more, so that they do not fill the memory. */
  prune(): void {
    this.queue = this.queue.filter((batch) => batch.wasSent || !batch.isForsaken);
  }

  /** The first batch is answered for. */
  done(written: boolean): WaitingBatch {
    const batch = this.queue.shift() as WaitingBatch;
    if (written) this.sequence = (this.sequence + batch.records.count) % 2 ** 31;
    this.retries = 0;
    return batch;
  }

  /** Begins anew as another producer. */
  restart(producer: ProducerIdentity): void {
    this.producer = producer;
    this.sequence = 0;
  }
}
