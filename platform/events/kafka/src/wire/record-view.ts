import { ByteReader } from './byte-reader.js';

/** Where bytes lie; `from` is -1 where there are none. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const NOTHING: Span = { from: -1, to: -1 };

interface RecordParts {
  readonly key: Span;
  readonly value: Span;
  /** Where the headers begin, and how many there are. */
  readonly headersAt: number;
  readonly headerCount: number;
}

/**
 * A record as it stands in a partition, over the bytes that were read: nothing is copied and no object is made for what
 * nobody asks for.
 */
export class RecordView {
  /** The batch was packed in a way that cannot be unpacked here; the record stands for all of it. */
  isSealed = false;

  constructor(
    readonly bytes: Buffer,
    readonly offset: number,
    readonly timestampMs: number,
    readonly parts: RecordParts,
  ) {}

  static sealed(offset: number, timestampMs: number): RecordView {
    const parts = { key: NOTHING, value: NOTHING, headersAt: 0, headerCount: 0 };
    const view = new RecordView(Buffer.alloc(0), offset, timestampMs, parts);
    view.isSealed = true;
    return view;
  }

  get key(): Buffer | undefined {
    return this.slice(this.parts.key);
  }

  get value(): Buffer | undefined {
    return this.slice(this.parts.value);
  }

  get headers(): readonly (readonly [name: string, value: Buffer | undefined])[] {
    const reader = new ByteReader(this.bytes);
    reader.at = this.parts.headersAt;
    return Array.from({ length: this.parts.headerCount }, () => [
      reader.varbytes()?.toString('utf8') ?? '',
      reader.varbytes(),
    ]);
  }

  /** The same record at another place and time, without its key, and without its value where that is said. */
  without({ value, offset, timestampMs }: { value: boolean; offset: number; timestampMs: number }): RecordView {
    const parts = { ...this.parts, key: NOTHING, ...(value && { value: NOTHING }) };
    return new RecordView(this.bytes, offset, timestampMs, parts);
  }

  private slice({ from, to }: Span): Buffer | undefined {
    return from < 0 ? undefined : this.bytes.subarray(from, to);
  }
}
