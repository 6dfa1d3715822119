/**
 * An event on its way into the log: the CloudEvents 1.0 attributes that the writer decides.
 * `data` is a JSON value; `key` names the entity (CloudEvents extension `partitionkey`) and decides the partition.
 */
export interface NewEvent {
  /** Unique within `source`; (source, id) identifies the event everywhere. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** RFC 3339 time at which the fact became true. */
  readonly time: string;
  readonly key: string;
  readonly data: unknown;
  /** W3C trace context of the request that caused the event. */
  readonly traceparent?: string;
  /** URI of the schema that `data` conforms to (CloudEvents `dataschema`; `ce_dataschema` on Kafka). */
  readonly dataschema?: string;
  /** Further CloudEvents extension attributes (`ce_<name>` on Kafka): small letters and digits, such as `correlationid`. */
  readonly extensions?: Readonly<Record<string, string>>;
  /** Append only if no event of this source and id was appended before with `once`; a repeat is acknowledged, not written. */
  readonly once?: boolean;
}

/**
 * An event read from the log, with its place. The offsets of a partition grow with the order of its events; they may have
 * gaps, where a transaction ended or something stands that is no event: go on from the last offset, never by counting.
 */
export interface LoggedEvent extends Omit<NewEvent, 'once' | 'data'> {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** RFC 3339 time at which the log accepted the event. */
  readonly appendedAt: string;
  /** The JSON text as it was written; `data` parses it on first use. */
  readonly json: string;
  /** It was a dead letter and is given back: its place was passed, and it comes alone or with others of its kind. */
  readonly redelivered?: true;
  readonly data: unknown;
}
