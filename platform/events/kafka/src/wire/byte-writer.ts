/** Writes the types of the Kafka protocol into memory that grows. */
export class ByteWriter {
  bytes: Buffer;
  length = 0;

  constructor(initialBytes: number) {
    this.bytes = Buffer.allocUnsafe(initialBytes);
  }

  /** Makes room for so many bytes more. */
  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  int8(value: number): this {
    this.reserve(1);
    this.length = this.bytes.writeInt8(value, this.length);
    return this;
  }

  int16(value: number): this {
    this.reserve(2);
    this.length = this.bytes.writeInt16BE(value, this.length);
    return this;
  }

  int32(value: number): this {
    this.reserve(4);
    this.length = this.bytes.writeInt32BE(value, this.length);
    return this;
  }

  int64(value: number | bigint): this {
    this.reserve(8);
    this.length = this.bytes.writeBigInt64BE(BigInt(value), this.length);
    return this;
  }

  /** A text with its length in two bytes; null has the length -1. */
  string(text: string | null): this {
    if (text === null) return this.int16(-1);
    this.int16(Buffer.byteLength(text));
    return this.utf8(text);
  }

  /** The bytes of a text, without a length. */
  utf8(text: string): this {
    // Three bytes are the most that one UTF-16 unit takes.
    this.reserve(text.length * 3);
    this.length += this.bytes.write(text, this.length, 'utf8');
    return this;
  }

  raw(bytes: Buffer): this {
    this.reserve(bytes.length);
    this.length += bytes.copy(this.bytes, this.length);
    return this;
  }

  /** A signed number of up to 32 bits, zigzag and seven bits a byte (Protocol Buffers, "Varints"). */
  varint(value: number): this {
    this.reserve(5);
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
    return this;
  }

  /** What was written so far; later writes may overwrite it after `reset`. */
  written(): Buffer {
    return this.bytes.subarray(0, this.length);
  }
}
