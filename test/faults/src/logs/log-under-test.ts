import type { LogAddress } from './log-address.js';

/** A log that faults happen to, with what keeps it. */
export interface LogUnderTest {
  readonly address: LogAddress;
  /** A PostgreSQL for effects; with the log on PostgreSQL, it is the same and dies with it. */
  readonly effects: string;
  /** Ports on loopback that a service needs to reach. */
  readonly ports: readonly number[];
  readonly isUp: () => boolean;
  /** Ends its server with SIGKILL. */
  kill(): Promise<void>;
  /** Starts its server again, at the same address. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/** How a log is started for a story, on a folder of its own unless one is given. */
export interface LogKind {
  readonly name: string;
  readonly describe: (name: string, tell: () => void) => void;
  start(home?: string): Promise<LogUnderTest>;
}
