import type { LoggedEvent } from '@mesh/events';

const UNPARSED = Symbol('unparsed');

/** An event as its writer gave it, in the place where the log has it with tokens. */
export class RevealedEvent implements LoggedEvent {
  declare readonly traceparent?: string;
  declare readonly dataschema?: string;
  declare readonly extensions?: Readonly<Record<string, string>>;
  declare readonly redelivered?: true;
  private parsed: unknown = UNPARSED;

  constructor(
    readonly sealed: LoggedEvent,
    readonly key: string,
    readonly json: string,
  ) {
    if (sealed.traceparent !== undefined) this.traceparent = sealed.traceparent;
    if (sealed.dataschema !== undefined) this.dataschema = sealed.dataschema;
    if (sealed.extensions !== undefined) this.extensions = sealed.extensions;
    if (sealed.redelivered !== undefined) this.redelivered = sealed.redelivered;
  }

  get topic(): string {
    return this.sealed.topic;
  }

  get partition(): number {
    return this.sealed.partition;
  }

  get offset(): number {
    return this.sealed.offset;
  }

  get appendedAt(): string {
    return this.sealed.appendedAt;
  }

  get id(): string {
    return this.sealed.id;
  }

  get source(): string {
    return this.sealed.source;
  }

  get type(): string {
    return this.sealed.type;
  }

  get time(): string {
    return this.sealed.time;
  }

  get data(): unknown {
    if (this.parsed === UNPARSED) this.parsed = JSON.parse(this.json);
    return this.parsed;
  }
}

/** The event as the log underneath handed it out. */
export const sealedOf = (event: LoggedEvent): LoggedEvent => (event instanceof RevealedEvent ? event.sealed : event);
