import { jsonOfChecked, partitionOf, type NewEvent } from '@mesh/events';
import { recordOf } from '../message/record-of.js';
import type { Topic } from '../topics/topics.js';
import { RecordBatch, type NewRecord } from '../wire/record-batch.js';
import { ATTRIBUTE_BYTES } from '../write/writer.js';
import type { OutputBatch } from './transactional-producer.js';

const BATCH_BYTES = 512 * 1_024;

/** Gathers records by their partitions, in order, in batches that a broker takes. */
export class OutputBatches {
  private readonly batches: OutputBatch[] = [];
  private readonly open = new Map<string, OutputBatch>();

  /** Gives the batch of the event and its place there. Throws what is wrong with it. */
  add(topic: Topic, event: NewEvent, json = jsonOfChecked(event)): readonly [OutputBatch, number] {
    const place = { topic: topic.name, partition: partitionOf(event.key, topic.partitions) };
    return this.put(place, recordOf(event, json), {
      roughBytes: json.length + ATTRIBUTE_BYTES,
      limit: topic.maxMessageBytes,
    });
  }

  put(
    { topic, partition }: { topic: string; partition: number },
    record: NewRecord,
    { roughBytes, limit }: { roughBytes: number; limit: number },
  ): readonly [OutputBatch, number] {
    const key = `${topic}/${partition}`;
    let batch = this.open.get(key);
    if (batch === undefined || batch.records.byteLength + roughBytes > Math.min(BATCH_BYTES, limit)) {
      batch = { topic, partition, records: new RecordBatch() };
      this.batches.push(batch);
      this.open.set(key, batch);
    }
    batch.records.add(record);
    return [batch, batch.records.count - 1];
  }

  all(): readonly OutputBatch[] {
    return this.batches;
  }
}
