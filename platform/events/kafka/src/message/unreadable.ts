import { isUtf8 } from 'node:buffer';
import type { RecordHeader } from '../wire/record-batch.js';
import type { RecordView } from '../wire/record-view.js';
import { KafkaEvent, type Place } from './kafka-event.js';

/** Why a message is no event, in a word for the dead letters. */
export type Unreadability =
  | 'NoHeaders'
  | 'MissingAttribute'
  | 'WrongSpecVersion'
  | 'WrongContentType'
  | 'WrongAttribute'
  | 'NoKey'
  | 'NoValue'
  | 'TooLarge'
  | 'NotUtf8'
  | 'NotJson'
  | 'UnknownCompression';

/** A message that is no event: it has a place, and what stands in it is kept as it came. */
export class Unreadable extends KafkaEvent {
  readonly value: Buffer | undefined;
  readonly headers: readonly RecordHeader[];

  constructor(
    { topic, partition }: Omit<Place, 'offset'>,
    record: RecordView,
    readonly reason: Unreadability,
  ) {
    const { offset, timestampMs } = record;
    const id = `${topic}/${partition}/${offset}`;
    const text = textOf(record.value) ?? null;
    super({ topic, partition }, offset, timestampMs, {
      ...{ id, source: 'urn:mesh:unreadable', type: 'unreadable', key: textOf(record.key) ?? id },
      ...{ time: new Date(timestampMs).toISOString(), json: JSON.stringify(text), data: text },
      ...{ traceparent: undefined, dataschema: undefined, extensions: undefined },
    });
    // Copies: a view would keep all that was read with it in memory.
    this.value = record.value && Buffer.from(record.value);
    this.headers = record.headers.map(([name, value]) => [Buffer.from(name), value ? Buffer.from(value) : null]);
  }

  /** As the dead letters tell it. */
  get cause(): string {
    return `KAFKA.NOT_AN_EVENT ${this.reason}`;
  }
}

function textOf(bytes: Buffer | undefined): string | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  return isUtf8(bytes) ? bytes.toString('utf8') : `base64:${bytes.toString('base64')}`;
}
