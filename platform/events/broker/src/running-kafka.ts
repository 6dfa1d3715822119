import type { CertificateFiles } from './certificates/certificates.js';
import type { ListenerName } from './home/ports.js';

/** A door for clients: signed in with a password or token, the same inside TLS, by certificate, or not at all. */
export type Door = Exclude<ListenerName, 'internal' | 'controller'>;

/** How a client signs in. */
export type Mechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';

/** A mechanism with its name and password. */
export type SignIn = { [Name in Mechanism]: { mechanism: Name; username: string; password: string } }[Mechanism];

/** What `new Kafka({ clientId, ...connection })` of kafkajs needs. */
export interface KafkaConnection {
  brokers: string[];
  ssl?: { ca: string; cert?: string; key?: string };
  sasl?: SignIn;
}

/** Brokers that run until `stop`, or until this process ends. */
export interface RunningKafka {
  readonly home: string;
  /** The version of Apache Kafka. */
  readonly version: string;
  /** `host:port` of each broker, for each door that is open. */
  readonly bootstrap: Readonly<Partial<Record<Door, readonly string[]>>>;
  /** The file with the passwords, and the passwords by name of the user; `mesh` may do everything. */
  readonly credentialsFile: string;
  readonly users: Readonly<Record<string, string>>;
  readonly certificates: CertificateFiles;
  /** The administrator's sign-in at the `sasl` door, as a properties file for Kafka's own tools (`--command-config`). */
  readonly clientProperties: string;
  /** A connection with a password, as the administrator unless another user is named. */
  connection(mechanism: Mechanism, how?: { readonly tls?: boolean; readonly user?: string }): KafkaConnection;
  /** A connection as the administrator by certificate. */
  connectionByCertificate(): KafkaConnection;
  /** A connection without any sign-in; throws where that door is closed. */
  connectionWithoutSignIn(): KafkaConnection;
  /** The process of a broker, from 1 on; undefined while it does not run. */
  pid(node: number): number | undefined;
  /** Ends a broker with SIGKILL; resolves when it is gone. */
  kill(node: number): Promise<void>;
  /** Starts a broker that has ended, or stops and starts one that runs; resolves when it takes messages. */
  restart(node: number): Promise<void>;
  /** Stops all brokers; their data stay for the next start on the same home. */
  stop(): Promise<void>;
}
