import { gunzipSync } from 'node:zlib';
import { ByteReader } from './byte-reader.js';
import type { AbortedTransaction, FetchAnswer } from './fetch.js';
import { RecordView } from './record-view.js';
import { AT, CODEC, CONTROL, LOG_APPEND_TIME, TRANSACTIONAL } from './record-batch.js';

/** The records of an answer, and the offset to read on from: also what was left out is behind it. */
export interface ReadRecords {
  readonly records: readonly RecordView[];
  readonly next: number;
}

const FORMAT = 2;
const GZIP = 1;
const ABORT = 0;

/** Reads the committed records from an offset on, as a reader of `read_committed` must: aborted ones are left out. */
export function readRecords({ records: bytes, aborted }: FetchAnswer, from: number): ReadRecords {
  const records: RecordView[] = [];
  const undone = new Undone(aborted);
  let next = from;
  for (let start = 0; start + AT.RECORDS <= bytes.length;) {
    const end = start + AT.LENGTH + 4 + bytes.readInt32BE(start + AT.LENGTH);
    if (end > bytes.length) break;
    const batch = bytes.subarray(start, end);
    start = end;
    if (batch.readInt8(AT.MAGIC) !== FORMAT) continue;
    const baseOffset = Number(batch.readBigInt64BE(0));
    const last = baseOffset + batch.readInt32BE(AT.LAST_OFFSET_DELTA);
    if (last < from) continue;
    next = last + 1;
    const attributes = batch.readInt16BE(AT.ATTRIBUTES);
    const producerId = Number(batch.readBigInt64BE(AT.PRODUCER_ID));
    undone.reach(last);
    if (attributes & CONTROL) undone.end(producerId, batch);
    else if (!(attributes & TRANSACTIONAL) || !undone.has(producerId)) unpack(batch, attributes, from, records);
  }
  return { records, next };
}

/** The producers whose transaction at the place that is read came to nothing. */
class Undone {
  private readonly producers = new Set<number>();
  private readonly ahead: AbortedTransaction[];

  constructor(aborted: readonly AbortedTransaction[]) {
    this.ahead = [...aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  }

  has(producerId: number): boolean {
    return this.producers.has(producerId);
  }

  reach(offset: number): void {
    while (this.ahead[0] !== undefined && this.ahead[0].firstOffset <= offset)
      this.producers.add(this.ahead.shift()!.producerId);
  }

  /** A control record: its key is a version and a type, 0 for an abort. */
  end(producerId: number, batch: Buffer): void {
    const reader = new ByteReader(batch);
    reader.at = AT.RECORDS;
    reader.varint();
    reader.at += 1;
    reader.varint();
    reader.varint();
    const key = reader.varbytes();
    if (key !== undefined && key.length >= 4 && key.readInt16BE(2) === ABORT) this.producers.delete(producerId);
  }
}

function unpack(batch: Buffer, attributes: number, from: number, into: RecordView[]): void {
  const baseOffset = Number(batch.readBigInt64BE(0));
  const count = batch.readInt32BE(AT.COUNT);
  const firstMs = Number(batch.readBigInt64BE(AT.FIRST_TIMESTAMP));
  const isAppendTime = (attributes & LOG_APPEND_TIME) !== 0;
  const appendedMs = Number(batch.readBigInt64BE(AT.MAX_TIMESTAMP));
  const body = bodyOf(batch, attributes & CODEC);
  if (body === undefined) {
    into.push(RecordView.sealed(Math.max(baseOffset, from), appendedMs));
    return;
  }
  const reader = new ByteReader(body);
  for (let nth = 0; nth < count; nth += 1) {
    const end = reader.varint() + reader.at;
    reader.at += 1;
    const timestampDelta = reader.varint();
    const offset = baseOffset + reader.varint();
    if (offset >= from) {
      const timestampMs = isAppendTime ? appendedMs : firstMs + timestampDelta;
      const key = reader.varspan();
      const value = reader.varspan();
      const headerCount = reader.varint();
      into.push(new RecordView(body, offset, timestampMs, { key, value, headersAt: reader.at, headerCount }));
    }
    reader.at = end;
  }
}

/** Undefined when the records are packed by a codec that Node.js does not have, or the packing is broken. */
function bodyOf(batch: Buffer, codec: number): Buffer | undefined {
  const packed = batch.subarray(AT.RECORDS);
  if (codec === 0) return packed;
  if (codec !== GZIP) return undefined;
  try {
    return gunzipSync(packed, { maxOutputLength: 256 * 1_048_576 });
  } catch {
    return undefined;
  }
}
