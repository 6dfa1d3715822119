import { readFileSync } from 'node:fs';
import type { CertificateFiles } from './certificates/certificates.js';
import { MESH_USER } from './home/credentials.js';
import { BrokerErrors } from './broker.errors.js';
import type { Door, KafkaConnection, RunningKafka, SignIn } from './running-kafka.js';

type Connections = Pick<RunningKafka, 'connection' | 'connectionByCertificate' | 'connectionWithoutSignIn'>;

/** The ways into brokers, as a client takes them. */
export function connectionsTo(
  bootstrap: RunningKafka['bootstrap'],
  users: RunningKafka['users'],
  certificates: CertificateFiles,
): Connections {
  const ca = readFileSync(certificates.ca, 'utf8');
  const at = (door: Door): string[] => {
    const brokers = bootstrap[door];
    if (brokers === undefined) throw BrokerErrors.DOOR_CLOSED({ door });
    return [...brokers];
  };
  return {
    connection(mechanism, { tls = false, user = MESH_USER } = {}): KafkaConnection {
      const password = users[user];
      if (password === undefined) throw BrokerErrors.USER_UNKNOWN({ user });
      return {
        brokers: at(tls ? 'saslTls' : 'sasl'),
        ...(tls && { ssl: { ca } }),
        sasl: { mechanism, username: user, password } as SignIn,
      };
    },
    connectionByCertificate: () => ({
      brokers: at('tls'),
      ssl: {
        ca,
        cert: readFileSync(certificates.clientCertificate, 'utf8'),
        key: readFileSync(certificates.clientKey, 'utf8'),
      },
    }),
    connectionWithoutSignIn: () => ({ brokers: at('plaintext') }),
  };
}
