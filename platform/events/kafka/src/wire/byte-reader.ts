/** Reads the types of the Kafka protocol. Bytes are views, not copies. */
export class ByteReader {
  at = 0;

  constructor(readonly bytes: Buffer) {}

  int8(): number {
    return this.bytes.readInt8(this.moved(1));
  }

  int16(): number {
    return this.bytes.readInt16BE(this.moved(2));
  }

  int32(): number {
    return this.bytes.readInt32BE(this.moved(4));
  }

  /** Offsets and times stay within 2^53. */
  int64(): number {
    return Number(this.bytes.readBigInt64BE(this.moved(8)));
  }

  string(): string {
    const length = this.int16();
    return length < 0 ? '' : this.bytes.toString('utf8', this.at, this.moved(length) + length);
  }

  /** A signed number of up to 32 bits; longer ones, as Kafka has for times, keep their lowest bits. */
  varint(): number {
    let value = 0;
    let byte = 0x80;
    for (let shift = 0; byte & 0x80; shift += 7) {
      byte = this.bytes[this.at++] ?? 0;
      if (shift < 32) value |= (byte & 0x7f) << shift;
    }
    return (value >>> 1) ^ -(value & 1);
  }

  /** Bytes behind a length in a varint; undefined for a length of -1. */
  varbytes(): Buffer | undefined {
    const length = this.varint();
    if (length < 0) return undefined;
    return this.bytes.subarray(this.at, this.moved(length) + length);
  }

  /** Where bytes behind a length in a varint lie; from -1 for a length of -1. */
  varspan(): { readonly from: number; readonly to: number } {
    const length = this.varint();
    if (length < 0) return { from: -1, to: -1 };
    const from = this.moved(length);
    return { from, to: from + length };
  }

  array<Item>(read: () => Item): Item[] {
    return Array.from({ length: Math.max(0, this.int32()) }, read);
  }

  private moved(by: number): number {
    const before = this.at;
    this.at += by;
    return before;
  }
}
