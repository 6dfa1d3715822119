/** How a client proves who it is to the brokers. */
export type KafkaSasl =
  | {
      readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
      readonly username: string;
      readonly password: string;
    }
  | {
      readonly mechanism: 'oauthbearer';
      /** A bearer token that is good for a while yet; asked for again whenever a connection needs one. */
      readonly token: () => Promise<string>;
    };

/** Where log lines of the adapter go: facts of the system, never content of events. */
export interface KafkaLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** How much may wait to be written, and for how long. */
export interface WriterLimits {
  /** Events that may wait to be written; one append more is refused. */
  readonly maxWaitingEvents: number;
  readonly maxWaitingBytes: number;
  /** An append that is not durable after this long is refused; whether it was written is then not known. */
  readonly appendTimeoutMs: number;
}

/** Which Kafka, and how it is used. */
export interface KafkaSettings extends Partial<WriterLimits> {
  /** `host:port` of some of its brokers; the others are found through them. */
  readonly brokers: readonly string[];
  /** Names this client in the logs and quotas of the brokers. Default `mesh`. */
  readonly clientId?: string;
  readonly sasl?: KafkaSasl;
  /** TLS: `true` trusts the authorities of the system, `ca` those in a PEM text. */
  readonly ssl?: boolean | { readonly ca: string };
  readonly logger?: KafkaLogger;
  /** Told what consumers met in the background, such as brokers that are away; they go on by themselves. */
  readonly report?: (error: unknown) => void;
}

export const DEFAULT_LIMITS: WriterLimits = {
  maxWaitingEvents: 50_000,
  maxWaitingBytes: 64 * 1_048_576,
  appendTimeoutMs: 10_000,
};
