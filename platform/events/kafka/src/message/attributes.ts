import { ByteReader } from '../wire/byte-reader.js';
import type { RecordView } from '../wire/record-view.js';
import { ATTRIBUTE_PREFIX, HEADER } from './header-names.js';
import { KeptTexts } from './kept-texts.js';

const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** Attributes that events of the log do not have. */
const PASSED_OVER: ReadonlySet<string> = new Set(['ce_subject', 'ce_datacontenttype']);

/** The attributes of CloudEvents as the headers of one message say them; used again for the next message. */
export class Attributes {
  specVersion: string | undefined;
  contentType: string | undefined;
  id: string | undefined;
  source: string | undefined;
  type: string | undefined;
  time: string | undefined;
  key: string | undefined;
  traceparent: string | undefined;
  dataschema: string | undefined;
  extensions: Record<string, string> | undefined;
  private readonly names = new KeptTexts();
  private readonly sources = new KeptTexts();
  private readonly types = new KeptTexts();
  private readonly words = new KeptTexts();

  read(record: RecordView): void {
    this.specVersion = this.contentType = this.id = this.source = this.type = this.time = undefined;
    this.key = this.traceparent = this.dataschema = this.extensions = undefined;
    const reader = new ByteReader(record.bytes);
    reader.at = record.parts.headersAt;
    for (let nth = 0; nth < record.parts.headerCount; nth += 1) {
      const nameLength = reader.varint();
      const name = this.names.textOf(reader.bytes, reader.at, reader.at + nameLength);
      reader.at += nameLength;
      const length = reader.varint();
      if (length < 0) continue;
      this.set(name, reader.bytes, reader.at, reader.at + length);
      reader.at += length;
    }
  }

  private set(name: string, bytes: Buffer, from: number, to: number): void {
    switch (name) {
      case HEADER.ID:
        this.id = bytes.toString('utf8', from, to);
        return;
      case HEADER.PARTITION_KEY:
        this.key = bytes.toString('utf8', from, to);
        return;
      case HEADER.TIME:
        this.time = bytes.toString('latin1', from, to);
        return;
      case HEADER.SOURCE:
        this.source = this.sources.textOf(bytes, from, to);
        return;
      case HEADER.TYPE:
        this.type = this.types.textOf(bytes, from, to);
        return;
      case HEADER.DATA_SCHEMA:
        this.dataschema = this.types.textOf(bytes, from, to);
        return;
      case HEADER.SPEC_VERSION:
        this.specVersion = this.words.textOf(bytes, from, to);
        return;
      case HEADER.CONTENT_TYPE:
        this.contentType = this.words.textOf(bytes, from, to);
        return;
      case HEADER.TRACEPARENT: {
        const trace = bytes.toString('latin1', from, to);
        if (TRACEPARENT.test(trace)) this.traceparent = trace;
        return;
      }
      default:
        if (!name.startsWith(ATTRIBUTE_PREFIX) || PASSED_OVER.has(name)) return;
        (this.extensions ??= {})[name.slice(ATTRIBUTE_PREFIX.length)] = bytes.toString('utf8', from, to);
    }
  }
}
