import { ByteReader } from './byte-reader.js';
import { ByteWriter } from './byte-writer.js';
import type { Broker, WireRequest, WireResponse } from './kafkajs.js';

/** A batch on its way to one partition. */
export interface ProducePart {
  readonly topic: string;
  readonly partition: number;
  readonly bytes: Buffer;
}

/** How a partition answered; each for itself, since one may fail while others succeed. */
export interface ProduceAnswer {
  readonly topic: string;
  readonly partition: number;
  readonly code: number;
  /** Offset of the first record of the batch. */
  readonly baseOffset: number;
}

const ALL_REPLICAS = -1;
/** How long the leader waits for its replicas. */
const REPLICAS_WITHIN_MS = 10_000;

/** Sends batches to the leader of their partitions; resolves when all in-sync replicas have them, or with a code. */
export function produce(
  broker: Broker,
  parts: readonly ProducePart[],
  transactionalId: string | null = null,
): Promise<readonly ProduceAnswer[]> {
  return broker.connectionPool.send({
    request: request(parts, transactionalId),
    response: RESPONSE,
    logResponseError: false,
  });
}

function request(parts: readonly ProducePart[], transactionalId: string | null): WireRequest {
  const size = parts.reduce((sum, { bytes }) => sum + bytes.length + 300, 100);
  const writer = new ByteWriter(size);
  writer.string(transactionalId).int16(ALL_REPLICAS).int32(REPLICAS_WITHIN_MS).int32(parts.length);
  // A topic may stand in a request several times, so each part has its own.
  for (const { topic, partition, bytes } of parts)
    writer.string(topic).int32(1).int32(partition).int32(bytes.length).raw(bytes);
  const body = writer.written();
  return {
    apiKey: 0,
    apiVersion: 7,
    apiName: 'Produce',
    encode: () => Promise.resolve({ buf: body, buffer: body }),
  };
}

const RESPONSE: WireResponse<readonly ProduceAnswer[]> = {
  decode: (bytes) => {
    const reader = new ByteReader(bytes);
    const topics = reader.array(() => {
      const topic = reader.string();
      return reader.array(() => {
        const answer = { topic, partition: reader.int32(), code: reader.int16(), baseOffset: reader.int64() };
        reader.at += 16;
        return answer;
      });
    });
    return Promise.resolve(topics.flat());
  },
  parse: (answers) => Promise.resolve(answers),
};
