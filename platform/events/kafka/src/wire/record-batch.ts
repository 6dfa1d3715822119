import { ByteWriter } from './byte-writer.js';
import { crc32c } from './crc32c.js';

/** Where the parts of a record batch of format 2 begin (kafka.apache.org/documentation, "Record Batch"). */
export const AT = {
  LENGTH: 8,
  MAGIC: 16,
  CRC: 17,
  ATTRIBUTES: 21,
  LAST_OFFSET_DELTA: 23,
  FIRST_TIMESTAMP: 27,
  MAX_TIMESTAMP: 35,
  PRODUCER_ID: 43,
  PRODUCER_EPOCH: 51,
  BASE_SEQUENCE: 53,
  COUNT: 57,
  RECORDS: 61,
} as const;

export const TRANSACTIONAL = 0x10;
export const CONTROL = 0x20;
export const LOG_APPEND_TIME = 0x08;
export const CODEC = 0x07;
const FORMAT = 2;

/** Who writes a batch: the broker takes a sequence number of a producer once, however often it is sent. */
export interface BatchProducer {
  readonly producerId: string;
  readonly producerEpoch: number;
  readonly sequence: number;
  readonly isTransactional: boolean;
}

/** One header of a record; a null value is allowed. */
export type RecordHeader = readonly [name: Buffer, value: string | Buffer | null];

/** What a record is made of; a null value deletes its key in a compacted topic. */
export interface NewRecord {
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers: readonly RecordHeader[];
}

const scratch = new ByteWriter(65_536);

/** Records gathered in the form in which Kafka stores them; each is encoded once, when it is added. */
export class RecordBatch {
  private readonly writer: ByteWriter;
  private readonly firstTimestampMs = Date.now();
  count = 0;

  constructor(initialBytes = 16_384) {
    this.writer = new ByteWriter(initialBytes);
    this.writer.length = AT.RECORDS;
  }

  get byteLength(): number {
    return this.writer.length;
  }

  add(record: NewRecord): void {
    scratch.length = 0;
    scratch.int8(0).varint(0).varint(this.count);
    nullable(scratch, record.key);
    nullable(scratch, record.value);
    scratch.varint(record.headers.length);
    for (const [name, value] of record.headers) {
      scratch.varint(name.length).raw(name);
      nullable(scratch, value);
    }
    this.writer.varint(scratch.length).raw(scratch.written());
    this.count += 1;
  }

  /** The bytes of the batch as this producer sends it. */
  sealed(producer: BatchProducer): Buffer {
    const bytes = this.writer.written();
    bytes.writeBigInt64BE(0n, 0);
    bytes.writeInt32BE(bytes.length - AT.LENGTH - 4, AT.LENGTH);
    bytes.writeInt32BE(-1, AT.LENGTH + 4);
    bytes.writeInt8(FORMAT, AT.MAGIC);
    bytes.writeInt16BE(producer.isTransactional ? TRANSACTIONAL : 0, AT.ATTRIBUTES);
    bytes.writeInt32BE(this.count - 1, AT.LAST_OFFSET_DELTA);
    bytes.writeBigInt64BE(BigInt(this.firstTimestampMs), AT.FIRST_TIMESTAMP);
    bytes.writeBigInt64BE(BigInt(this.firstTimestampMs), AT.MAX_TIMESTAMP);
    bytes.writeBigInt64BE(BigInt(producer.producerId), AT.PRODUCER_ID);
    bytes.writeInt16BE(producer.producerEpoch, AT.PRODUCER_EPOCH);
    bytes.writeInt32BE(producer.sequence, AT.BASE_SEQUENCE);
    bytes.writeInt32BE(this.count, AT.COUNT);
    bytes.writeUInt32BE(crc32c(bytes, AT.ATTRIBUTES, bytes.length), AT.CRC);
    return bytes;
  }
}

function nullable(writer: ByteWriter, value: string | Buffer | null): void {
  if (value === null) writer.varint(-1);
  else if (typeof value === 'string') writer.varint(Buffer.byteLength(value)).utf8(value);
  else writer.varint(value.length).raw(value);
}
