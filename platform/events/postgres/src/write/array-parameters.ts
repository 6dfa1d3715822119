/** PostgreSQL's binary format of an array of one dimension: dimensions, has-nulls, element type, length, lower bound. */
const HEADER_BYTES = 20;
const TEXT_OID = 25;
const INT4_OID = 23;
const BOOL_OID = 16;

/** A parameter of type text[], written straight in the binary format: no escaping, no copy of the strings. */
export class TextArray {
  private bytes: Buffer;
  private end = HEADER_BYTES;
  private length = 0;
  private hasNulls = 0;

  constructor(initialBytes: number) {
    this.bytes = Buffer.allocUnsafe(initialBytes);
  }

  push(text: string | undefined): void {
    this.length += 1;
    if (text === undefined) {
      this.reserve(4);
      this.end = this.bytes.writeInt32BE(-1, this.end);
      this.hasNulls = 1;
      return;
    }
    // Three bytes are the most that one UTF-16 unit takes.
    this.reserve(4 + text.length * 3);
    const written = this.bytes.write(text, this.end + 4, 'utf8');
    this.bytes.writeInt32BE(written, this.end);
    this.end += 4 + written;
  }

  get byteLength(): number {
    return this.end;
  }

  /** Empties it and keeps its memory; the parameter made before must not be in use any more. */
  reset(): void {
    this.end = HEADER_BYTES;
    this.length = 0;
    this.hasNulls = 0;
  }

  toParameter(): Buffer {
    writeHeader(this.bytes, { oid: TEXT_OID, length: this.length, hasNulls: this.hasNulls });
    return this.bytes.subarray(0, this.end);
  }

  private reserve(more: number): void {
    if (this.end + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.end + more));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }
}

/** A parameter of type int4[]; what is undefined becomes null. */
export function int4Array(values: readonly (number | undefined)[]): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + values.length * 8);
  let end = HEADER_BYTES;
  let hasNulls = 0;
  for (const value of values) {
    end = bytes.writeInt32BE(value === undefined ? -1 : 4, end);
    if (value === undefined) hasNulls = 1;
    else end = bytes.writeInt32BE(value, end);
  }
  writeHeader(bytes, { oid: INT4_OID, length: values.length, hasNulls });
  return bytes.subarray(0, end);
}

/** A parameter of type bool[]. */
export function boolArray(values: readonly boolean[]): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + values.length * 5);
  let end = writeHeader(bytes, { oid: BOOL_OID, length: values.length, hasNulls: 0 });
  for (const value of values) {
    end = bytes.writeInt32BE(1, end);
    end = bytes.writeUInt8(value ? 1 : 0, end);
  }
  return bytes;
}

function writeHeader(
  bytes: Buffer,
  { oid, length, hasNulls }: { oid: number; length: number; hasNulls: number },
): number {
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(hasNulls, 4);
  bytes.writeInt32BE(oid, 8);
  bytes.writeInt32BE(length, 12);
  return bytes.writeInt32BE(1, 16);
}
