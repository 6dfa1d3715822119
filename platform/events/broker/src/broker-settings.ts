/** Where tokens for OAUTHBEARER come from. */
export interface TokenIssuer {
  /** What the `iss` of a token must be. */
  readonly issuer: string;
  /** One of what the `aud` of a token must name. */
  readonly audience: string;
  /** Where its public keys are; default: where its discovery document says. It may begin to answer after the brokers. */
  readonly keysUrl?: string;
}

/** What brokers are wanted. */
export interface BrokerSettings {
  /** Folder of everything: data, credentials, certificates, logs. Made when missing, for its owner alone. */
  readonly home: string;
  /** Each is a broker and a controller in one process. Default 1. */
  readonly brokers?: 1 | 3;
  /** Opens a listener without any sign-in, for tests. Default false. */
  readonly plaintext?: boolean;
  /** More users beside the administrator `mesh`; they may do nothing until an ACL says so. */
  readonly users?: readonly string[];
  /** Without an issuer, OAUTHBEARER is not offered. */
  readonly oauth?: TokenIssuer;
  /** The port of the first broker's `sasl` door; the others follow. Default: those used before, or free ones. */
  readonly firstPort?: number;
  /** Compiles less: ready sooner, slower under load. For tests. Default false. */
  readonly shortLived?: boolean;
  /** Told what happens, one line at a time. */
  readonly log?: (line: string) => void;
}
