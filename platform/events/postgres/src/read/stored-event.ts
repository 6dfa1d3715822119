import type { LoggedEvent } from '@mesh/events';

/** A row of `events.events`, without its topic. */
export interface EventRow {
  readonly partition: number;
  readonly log_offset: number;
  readonly appended_ms: number;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly key: string;
  readonly traceparent: string | null;
  readonly data: string;
  readonly extensions: string | null;
  readonly schema_id: number | null;
}

/** The columns of an event row. */
export const EVENT_COLUMNS =
  'partition, log_offset, appended_ms, id, source, type, time, key, traceparent, data, extensions, schema_id';

const UNPARSED = Symbol('unparsed');

class StoredEvent implements LoggedEvent {
  declare readonly traceparent?: string;
  declare readonly dataschema?: string;
  declare readonly extensions?: Readonly<Record<string, string>>;
  declare readonly redelivered?: true;
  private parsed: unknown = UNPARSED;

  constructor(
    readonly topic: string,
    private readonly row: EventRow,
    dataschema: string | undefined,
  ) {
    if (row.traceparent !== null) this.traceparent = row.traceparent;
    if (dataschema !== undefined) this.dataschema = dataschema;
    if (row.extensions !== null) this.extensions = JSON.parse(row.extensions) as Record<string, string>;
  }

  get partition(): number {
    return this.row.partition;
  }

  get offset(): number {
    return this.row.log_offset;
  }

  get id(): string {
    return this.row.id;
  }

  get source(): string {
    return this.row.source;
  }

  get type(): string {
    return this.row.type;
  }

  get time(): string {
    return this.row.time;
  }

  get key(): string {
    return this.row.key;
  }

  get appendedAt(): string {
    return new Date(this.row.appended_ms).toISOString();
  }

  get json(): string {
    return this.row.data;
  }

  get data(): unknown {
    if (this.parsed === UNPARSED) this.parsed = JSON.parse(this.row.data);
    return this.parsed;
  }
}

/** A dead letter as it is given back to its group. */
export const redeliveredEvent = (
  topic: string,
  row: EventRow,
  schemas: ReadonlyMap<number | null, string>,
): LoggedEvent =>
  Object.assign(new StoredEvent(topic, row, schemas.get(row.schema_id)), { redelivered: true as const });

/** The event of a row; its data is parsed when somebody asks for it. */
export const storedEvent = (topic: string, row: EventRow, schemas: ReadonlyMap<number | null, string>): LoggedEvent =>
  new StoredEvent(topic, row, schemas.get(row.schema_id));
