import { join } from 'node:path';
import { MESH_USER } from './home/credentials.js';
import { writePrivate } from './home/private-file.js';
import type { RunningKafka } from './running-kafka.js';

/** Writes how a client of Java signs in as the administrator, for Kafka's own tools, and returns the path of that. */
export function writeClientProperties(
  home: string,
  { sasl = [] }: RunningKafka['bootstrap'],
  users: RunningKafka['users'],
): string {
  const path = join(home, 'client.properties');
  const login = 'org.apache.kafka.common.security.scram.ScramLoginModule';
  const lines = [
    `bootstrap.servers=${sasl.join(',')}`,
    'security.protocol=SASL_PLAINTEXT',
    'sasl.mechanism=SCRAM-SHA-512',
    `sasl.jaas.config=${login} required username="${MESH_USER}" password="${users[MESH_USER] ?? ''}";`,
  ];
  writePrivate(path, `${lines.join('\n')}\n`);
  return path;
}
