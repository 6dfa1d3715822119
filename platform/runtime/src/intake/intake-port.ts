import { jsonOfChecked, type EventLog, type NewEvent, type Position } from '@mesh/events';
import {
  fieldOrder,
  jsonSchemaOf,
  MeshError,
  personalTexts,
  rejectPorts,
  type Accepted,
  type FieldError,
} from '@mesh/product';
import type { PersonalTexts } from '../idempotency.js';
import type { ServedProduct } from '../product/served-product.js';
import { compileValidator, type Validator } from '../validation/compile-validator.js';
import { uuidOf } from './row-id.js';
import type { UploadKey } from './upload-store.js';

/** A row that was refused, by its place. */
export interface RejectedRow {
  readonly line: number;
  readonly faults: readonly FieldError[];
}

/** Of which upload, by whom and in which trace rows come. */
export interface Sending {
  readonly upload: string;
  readonly sentBy: string;
  readonly traceparent: string;
}

const MAX_POINTERS = 1_024;
/** The id of a message until it gets one: the Nil UUID of RFC 9562, section 5.9. */
const NAMELESS = '00000000-0000-0000-0000-000000000000';

/** One input port as its messages are judged, named and written. */
export class IntakePort {
  readonly urn: string;
  readonly topic: string;
  readonly rejectedTopic: string;
  /** The field that is filled where a message does without it: the id, where it is a text. */
  readonly filled: string | undefined;
  private readonly check: Validator;
  private readonly personal: PersonalTexts;
  private readonly fields: readonly string[];
  private readonly rejectedSource: string;
  private readonly dataschema: string;
  private readonly rejectedSchema: string;

  constructor(
    { names }: ServedProduct,
    readonly name: string,
    readonly input: Accepted,
    private readonly log: EventLog,
  ) {
    this.urn = names.port(name);
    this.topic = names.topic(input.name);
    this.rejectedTopic = names.topic(rejectPorts.rejected.name);
    this.rejectedSource = names.port(rejectPorts.rejected.name);
    this.dataschema = names.schema(name);
    this.rejectedSchema = names.schema(rejectPorts.rejected.name);
    this.check = compileValidator(input.message);
    this.personal = { domain: names.domain, fields: personalTexts(input.message) };
    this.fields = fieldOrder(input.message);
    const { type } = jsonSchemaOf(input.message).properties?.[input.id] ?? {};
    this.filled = [type].flat().includes('string') ? input.id : undefined;
  }

  uploadKey(caller: string, upload: string): UploadKey {
    return { port: this.urn, caller, upload, personal: this.personal };
  }

  /** The event of a document, or what is wrong with it. */
  judge(document: Record<string, unknown>, { traceparent }: Sending): NewEvent | readonly FieldError[] {
    const { input, filled } = this;
    if (filled !== undefined && (document[filled] === undefined || document[filled] === null))
      document[filled] = NAMELESS;
    const errors = this.check(document);
    if (errors.length > 0) return errors;
    return {
      id: String(document[input.id]),
      source: this.urn,
      type: this.topic,
      time: String(document[input.at]),
      key: String(document[input.key]),
      data: document,
      dataschema: this.dataschema,
      traceparent,
      once: true,
    };
  }

  /** Appends in order; where the log refuses some for their form, the others are written and these are told. */
  async append(events: readonly NewEvent[]): Promise<readonly (Position | readonly FieldError[])[]> {
    if (events.length === 0) return [];
    const named = await this.named(events);
    try {
      return await this.log.append(this.topic, named);
    } catch (error) {
      if (!(error instanceof MeshError) || error.spec.kind !== 'invalid') throw error;
    }
    const refused = named.map((event) => faultsOfForm(event));
    const positions = await this.log.append(
      this.topic,
      named.filter((_, nth) => refused[nth] === undefined),
    );
    let next = 0;
    return refused.map((faults) => faults ?? (positions[next++] as Position));
  }

  /** Tells what was refused; the same fault of the same row of the same upload is told once. */
  async reject(rows: readonly RejectedRow[], sending: Sending): Promise<readonly Position[]> {
    if (rows.length === 0) return [];
    const rejectedAt = new Date().toISOString();
    return this.log.append(
      this.rejectedTopic,
      rows.map((row) => this.rejection(row, rejectedAt, sending)),
    );
  }

  private rejection({ line, faults }: RejectedRow, rejectedAt: string, sending: Sending): NewEvent {
    const { upload, sentBy, traceparent } = sending;
    const [{ pointer, rule, message } = { pointer: '', rule: 'unknown', message: 'breaks a rule of the contract' }] =
      faults;
    const rejectId = uuidOf([this.urn, sentBy, upload, line, pointer, rule].join('\n'));
    return {
      id: rejectId,
      source: this.rejectedSource,
      type: this.rejectedTopic,
      time: rejectedAt,
      key: upload,
      data: {
        rejectId,
        port: this.name,
        upload,
        line,
        // An empty text and none are the same to many a reader of files.
        pointer: pointer === '' ? null : pointer,
        rule,
        reason: message,
        pointers: pointersOf(faults) || null,
        sentBy,
        rejectedAt,
      },
      dataschema: this.rejectedSchema,
      traceparent,
      once: true,
    };
  }

  /**
   * Names the messages that have no name after what they hold as the log keeps it: with tokens for persons, or whoever guesses
   * a forgotten one could check the guess. The order in which a file has its columns makes no difference.
   */
  private async named(events: readonly NewEvent[]): Promise<readonly NewEvent[]> {
    const { filled, log, topic } = this;
    if (filled === undefined || !events.some(({ id }) => id === NAMELESS)) return events;
    const kept = (await log.sealed?.(topic, events)) ?? events;
    return events.map((event, nth) => {
      if (event.id !== NAMELESS) return event;
      const { data } = kept[nth] as NewEvent;
      const held = this.fields.map((field) => (data as Readonly<Record<string, unknown>>)[field] ?? null);
      const id = uuidOf(`${this.urn}\n${JSON.stringify(held)}`);
      return { ...event, id, data: Object.assign({}, event.data, { [filled]: id }) };
    });
  }
}

/** As many whole pointers as have room. */
function pointersOf(faults: readonly FieldError[]): string {
  let text = '';
  for (const { pointer } of faults) {
    if (text.length + pointer.length + 1 > MAX_POINTERS) break;
    text = text === '' ? pointer : `${text} ${pointer}`;
  }
  return text;
}

/** What the log would say of the event alone. */
function faultsOfForm(event: NewEvent): readonly FieldError[] | undefined {
  try {
    jsonOfChecked(event);
    return undefined;
  } catch (error) {
    if (!(error instanceof MeshError)) throw error;
    return error.meta.errors ?? [{ pointer: '', rule: 'event', message: error.spec.title }];
  }
}
