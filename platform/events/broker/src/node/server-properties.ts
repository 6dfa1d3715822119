import type { CertificateFiles } from '../certificates/certificates.js';
import { MESH_USER, type Credential, type Secrets } from '../home/credentials.js';
import type { ListenerName, Ports } from '../home/ports.js';
import type { TokenIssuer } from '../broker-settings.js';

const SECURITY = 'org.apache.kafka.common.security';
const PROTOCOLS: Readonly<Record<ListenerName, string>> = {
  sasl: 'SASL_PLAINTEXT',
  saslTls: 'SASL_SSL',
  tls: 'SSL',
  plaintext: 'PLAINTEXT',
  internal: 'SASL_PLAINTEXT',
  controller: 'SASL_PLAINTEXT',
};

/** All that the properties of one broker are made of. */
export interface NodePlan {
  readonly node: number;
  /** Of all brokers, in the order of their numbers from 1 on. */
  readonly ports: readonly Ports[];
  readonly dataFolder: string;
  readonly secrets: Secrets;
  readonly certificates: CertificateFiles;
  readonly plaintext: boolean;
  readonly oauth?: TokenIssuer & { readonly keysUrl: string };
}

type Properties = Readonly<Record<string, string | number | boolean>>;

/** The file `server.properties` of one broker. It holds passwords. */
export function serverProperties(plan: NodePlan): string {
  const all = { ...roles(plan), ...doors(plan), ...trust(plan), ...signIns(plan), ...copies(plan), ...SMALL_AND_SWIFT };
  return `${Object.entries(all)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')}\n`;
}

const kafkaName = (door: ListenerName): string => (door === 'saslTls' ? 'SASL_TLS' : door.toUpperCase());
const prefixOf = (door: ListenerName): string => `listener.name.${kafkaName(door).toLowerCase()}`;

function roles({ node, ports, dataFolder, secrets }: NodePlan): Properties {
  const voters = ports.map(({ controller }, at) => `${at + 1}@127.0.0.1:${controller}`);
  return {
    'process.roles': 'broker,controller',
    'node.id': node,
    'controller.quorum.voters': voters.join(','),
    'log.dirs': dataFolder,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': `User:${MESH_USER};User:${secrets.internal.username}`,
  };
}

function doors({ node, ports, plaintext }: NodePlan): Properties {
  const mine = ports[node - 1] as Ports;
  const open = (Object.keys(PROTOCOLS) as ListenerName[]).filter((door) => door !== 'plaintext' || plaintext);
  const at = (door: ListenerName): string => `${kafkaName(door)}://127.0.0.1:${mine[door]}`;
  return {
    listeners: open.map(at).join(','),
    'advertised.listeners': open
      .filter((door) => door !== 'controller')
      .map(at)
      .join(','),
    'listener.security.protocol.map': open.map((door) => `${kafkaName(door)}:${PROTOCOLS[door]}`).join(','),
    'inter.broker.listener.name': kafkaName('internal'),
    'controller.listener.names': kafkaName('controller'),
    'sasl.mechanism.inter.broker.protocol': 'PLAIN',
    'sasl.mechanism.controller.protocol': 'PLAIN',
  };
}

function trust({ certificates, plaintext, secrets }: NodePlan): Properties {
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': certificates.broker,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': certificates.ca,
    // The certificate is the sign-in where there is no other.
    [`${prefixOf('tls')}.ssl.client.auth`]: 'required',
    'ssl.principal.mapping.rules': 'RULE:^CN=([a-z0-9-]+)$/$1/,DEFAULT',
    ...(plaintext && { 'super.users': `User:${MESH_USER};User:${secrets.internal.username};User:ANONYMOUS` }),
  };
}

function signIns({ secrets, oauth }: NodePlan): Properties {
  const users = Object.entries(secrets.users).map(([username, password]) => ({ username, password }));
  const between = plainLogin([secrets.internal], secrets.internal);
  return {
    ...(oauth && tokens(oauth)),
    ...Object.assign(
      {},
      ...(['internal', 'controller'] as const).map((door) => ({
        [`${prefixOf(door)}.sasl.enabled.mechanisms`]: 'PLAIN',
        [`${prefixOf(door)}.plain.sasl.jaas.config`]: between,
      })),
      ...(['sasl', 'saslTls'] as const).map((door) => ({
        [`${prefixOf(door)}.sasl.enabled.mechanisms`]: `PLAIN,SCRAM-SHA-256,SCRAM-SHA-512${oauth ? ',OAUTHBEARER' : ''}`,
        [`${prefixOf(door)}.plain.sasl.jaas.config`]: plainLogin(users),
        [`${prefixOf(door)}.scram-sha-256.sasl.jaas.config`]: SCRAM_LOGIN,
        [`${prefixOf(door)}.scram-sha-512.sasl.jaas.config`]: SCRAM_LOGIN,
        ...(oauth && tokenDoor(`${prefixOf(door)}.oauthbearer`)),
      })),
    ),
  };
}

const SCRAM_LOGIN = `${SECURITY}.scram.ScramLoginModule required;`;

function plainLogin(known: readonly Credential[], self?: Credential): string {
  const own = self === undefined ? '' : ` username="${self.username}" password="${self.password}"`;
  const others = known.map(({ username, password }) => ` user_${username}="${password}"`).join('');
  return `${SECURITY}.plain.PlainLoginModule required${own}${others};`;
}

/**
 * The validator is named, for the default one finds no keys in the settings of a listener, and then takes any token
 * without looking at its signature.
 */
const tokens = ({ issuer, audience, keysUrl }: TokenIssuer): Properties => ({
  'sasl.oauthbearer.jwt.validator.class': `${SECURITY}.oauthbearer.BrokerJwtValidator`,
  'sasl.oauthbearer.jwks.endpoint.url': keysUrl ?? '',
  'sasl.oauthbearer.expected.issuer': issuer,
  'sasl.oauthbearer.expected.audience': audience,
});

const tokenDoor = (prefix: string): Properties => ({
  [`${prefix}.sasl.jaas.config`]: `${SECURITY}.oauthbearer.OAuthBearerLoginModule required;`,
  [`${prefix}.sasl.server.callback.handler.class`]: `${SECURITY}.oauthbearer.OAuthBearerValidatorCallbackHandler`,
  // A connection lives no longer than its token.
  [`${prefix}.connections.max.reauth.ms`]: 3_600_000,
});

/** As many copies as there are brokers; with three, a write outlives the loss of one. */
function copies({ ports }: NodePlan): Properties {
  const [replicas, inSync] = ports.length === 1 ? [1, 1] : [3, 2];
  return {
    'default.replication.factor': replicas,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': inSync,
  };
}

/** For one machine: few threads and files, and no waiting that only a large cluster profits from. */
const SMALL_AND_SWIFT: Properties = {
  'auto.create.topics.enable': false,
  'group.initial.rebalance.delay.ms': 0,
  // Clients may ask for short sessions; those of Kafka itself begin at 6 s.
  'group.min.session.timeout.ms': 1_000,
  'broker.session.timeout.ms': 6_000,
  'broker.heartbeat.interval.ms': 1_000,
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': 1_000,
  'offsets.topic.num.partitions': 8,
  'transaction.state.log.num.partitions': 8,
  'share.coordinator.state.topic.num.partitions': 4,
  'num.network.threads': 2,
  'num.io.threads': 4,
  'log.cleaner.dedupe.buffer.size': 16_777_216,
  'log.cleaner.backoff.ms': 5_000,
};
