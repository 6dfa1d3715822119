/** As many people call again and again in a load. */
export const PEOPLE = 5_000;

/** What to post, how, and for how long; plain data, because the generator runs in a process of its own. */
export interface LoadPlan {
  readonly host: string;
  readonly port: number;
  /** One, or several in turn. */
  readonly path: string | readonly string[];
  readonly token?: string;
  /** Bodies in turn; `{n}` in one becomes the number of the call, `{person}` one of `PEOPLE` in turn. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly durationMs: number;
  /** Calls a second whatever the answers do; without it every connection calls again as soon as it was answered. */
  readonly ratePerSecond?: number;
  /** A call that is not answered by then is given up and its connection closed. */
  readonly timeoutMs: number;
  /** File to which the `scoreId` of every 200 is written, a line each. */
  readonly idsFile?: string;
  /** Open a lost connection again. Default true. */
  readonly reconnect?: boolean;
  /** Calls before this time are sent and counted, but their latency is not. */
  readonly warmUpMs?: number;
}

/** What came of it; latencies in microseconds, from the time a call was due. */
export interface LoadFigures {
  readonly sent: number;
  /** Answered 200. */
  readonly answered: number;
  /** Answers by status, other than 200. */
  readonly refused: Readonly<Record<string, number>>;
  /** Not answered: no connection, connection lost, too late. */
  readonly failed: number;
  /** Of these, sent and then lost with the connection, or answered too late. */
  readonly cutOff: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Micros: number;
  readonly p90Micros: number;
  readonly p99Micros: number;
  readonly maxMicros: number;
  /** Processor time of the generator a call, to judge how much of the machine it took. */
  readonly generatorMicrosPerCall: number;
}
