/** The values of an event by field. */
export type Data = Readonly<Record<string, unknown>>;

/** An event as a task takes it in. */
export interface Arrival {
  /** The partition that the watermark counts it for, `<topic>/<partition>`. */
  readonly origin: string;
  readonly side: 'left' | 'right';
  readonly key: string;
  /** Event time, milliseconds since 1970. */
  readonly at: number;
  /** The event time that the watermark may follow: no later than when the log had the event. */
  readonly clockAt: number;
  readonly id: string;
  readonly source: string;
  readonly data: Data;
  /** Of an event under several keys the first, for all but that one. */
  readonly firstKey?: string;
}
