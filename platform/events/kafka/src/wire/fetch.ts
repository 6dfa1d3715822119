import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import type { Broker, WireRequest, WireResponse } from './kafkajs.js';

/** From where a partition is read, and how much at most. */
export interface FetchPart {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly maxBytes: number;
}

/** A transaction that came to nothing: its records from here on are to be left out. */
export interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
}

export interface FetchAnswer {
  readonly topic: string;
  readonly partition: number;
  readonly code: number;
  readonly highWatermark: number;
  /** Up to here all transactions are decided. */
  readonly stableOffset: number;
  readonly startOffset: number;
  readonly aborted: readonly AbortedTransaction[];
  /** Record batches; the last may be cut off. */
  readonly records: Buffer;
}

export interface FetchLimits {
  /** An empty answer may take this long. */
  readonly maxWaitMs: number;
  readonly maxBytes: number;
}

const READ_COMMITTED = 1;
const SPARE_MS = 5_000;

/** Reads committed records from the leader of the partitions. */
export function fetchRecords(
  broker: Broker,
  parts: readonly FetchPart[],
  limits: FetchLimits,
): Promise<readonly FetchAnswer[]> {
  return broker.connectionPool.send({
    request: request(parts, limits),
    response: RESPONSE,
    requestTimeout: limits.maxWaitMs + SPARE_MS,
    logResponseError: false,
  });
}

function request(parts: readonly FetchPart[], { maxWaitMs, maxBytes }: FetchLimits): WireRequest {
  const writer = new ByteWriter(512);
  writer.int32(-1).int32(maxWaitMs).int32(1).int32(maxBytes).int8(READ_COMMITTED);
  // Session 0 of epoch -1: each request says all that it wants.
  writer.int32(0).int32(-1).int32(parts.length);
  for (const { topic, partition, offset, maxBytes: partBytes } of parts)
    writer.string(topic).int32(1).int32(partition).int32(-1).int64(offset).int64(-1).int32(partBytes);
  writer.int32(0).string('');
  const body = writer.written();
  return {
    apiKey: 1,
    apiVersion: 11,
    apiName: 'Fetch',
    encode: () => Promise.resolve({ buf: body, buffer: body }),
  };
}

const RESPONSE: WireResponse<readonly FetchAnswer[]> = {
  decode: (bytes) => {
    const reader = new ByteReader(bytes);
    reader.at += 10;
    const topics = reader.array(() => {
      const topic = reader.string();
      return reader.array(() => answerOf(topic, reader));
    });
    return Promise.resolve(topics.flat());
  },
  parse: (answers) => Promise.resolve(answers),
};

function answerOf(topic: string, reader: ByteReader): FetchAnswer {
  const partition = reader.int32();
  const code = reader.int16();
  const [highWatermark, stableOffset, startOffset] = [reader.int64(), reader.int64(), reader.int64()];
  const aborted = reader.array(() => ({ producerId: reader.int64(), firstOffset: reader.int64() }));
  // The preferred replica is not followed: the leader is read.
  reader.at += 4;
  const length = Math.max(0, reader.int32());
  const records = reader.bytes.subarray(reader.at, reader.at + length);
  reader.at += length;
  return { topic, partition, code, highWatermark, stableOffset, startOffset, aborted, records };
}
