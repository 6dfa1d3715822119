import kafkajs, { type Admin, type KafkaConfig, type logCreator, type SASLOptions } from 'kafkajs';
import { rarely } from '../rarely.js';
import type { KafkaSasl, KafkaSettings } from '../settings.js';
import { clusterOf, type Cluster } from './kafkajs.js';
import { openSocket } from './sockets.js';
import { Wire } from './wire.js';

/** Longer than any request the log makes takes a healthy broker. */
const REQUEST_TIMEOUT_MS = 15_000;
const CONNECTION_TIMEOUT_MS = 3_000;

/** The configuration of kafkajs: retries are the log's own, so that each has a deadline and a known outcome. */
export function clientConfig(settings: KafkaSettings): KafkaConfig {
  const { brokers, clientId = 'mesh', ssl = false, sasl } = settings;
  return {
    brokers: [...brokers],
    clientId,
    ssl: typeof ssl === 'boolean' ? ssl : { ca: [ssl.ca] },
    ...(sasl !== undefined && { sasl: saslOptions(sasl) }),
    socketFactory: openSocket,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: kafkajs.logLevel.WARN,
    logCreator: quiet(settings),
  };
}

/**
 * Lines of kafkajs quote addresses and errors, and never more: what it logs besides its message is dropped. That a broker
 * answered with an error is no news: whoever asked has the answer.
 */
const quiet =
  ({ logger }: KafkaSettings): logCreator =>
  () => {
    const told = rarely(({ message, name }: Error) =>
      logger?.info({ client: name, said: message }, 'the client of Kafka has met something'),
    );
    return ({ namespace, log }) => {
      if (log.message.startsWith('Response ')) return;
      told(Object.assign(new Error(log.message.slice(0, 200)), { name: namespace }));
    };
  };

function saslOptions(sasl: KafkaSasl): SASLOptions {
  if (sasl.mechanism !== 'oauthbearer') return { ...sasl };
  const { mechanism, token } = sasl;
  return { mechanism, oauthBearerProvider: async () => ({ value: await token() }) };
}

/** Makes the connections of a log. */
export class Client {
  readonly admin: Admin;
  private readonly cluster: () => Cluster;

  constructor(settings: KafkaSettings) {
    const config = clientConfig(settings);
    this.cluster = clusterOf(config);
    this.admin = new kafkajs.Kafka(config).admin();
  }

  wire(): Wire {
    return new Wire(this.cluster());
  }

  async close(): Promise<void> {
    await this.admin.disconnect().catch(() => undefined);
  }
}
