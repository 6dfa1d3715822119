import type { LoggedEvent } from '@mesh/events';

/** Where a message stands. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** What an event says besides its place. */
export interface EventContent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly key: string;
  readonly json: string;
  readonly data: unknown;
  readonly traceparent: string | undefined;
  readonly dataschema: string | undefined;
  readonly extensions: Readonly<Record<string, string>> | undefined;
}

/** An event read from a topic. */
export class KafkaEvent implements LoggedEvent {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly appendedMs: number;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly key: string;
  readonly json: string;
  readonly data: unknown;
  declare readonly traceparent?: string;
  declare readonly dataschema?: string;
  declare readonly extensions?: Readonly<Record<string, string>>;

  constructor({ topic, partition }: Omit<Place, 'offset'>, offset: number, appendedMs: number, content: EventContent) {
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.appendedMs = appendedMs;
    this.id = content.id;
    this.source = content.source;
    this.type = content.type;
    this.time = content.time;
    this.key = content.key;
    this.json = content.json;
    this.data = content.data;
    if (content.traceparent !== undefined) this.traceparent = content.traceparent;
    if (content.dataschema !== undefined) this.dataschema = content.dataschema;
    if (content.extensions !== undefined) this.extensions = content.extensions;
  }

  get appendedAt(): string {
    return new Date(this.appendedMs).toISOString();
  }
}
