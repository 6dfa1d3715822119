import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningKafka } from '@mesh/kafka-broker';

const HIDDEN = 'in the credentials file';

/** The variables that make a mesh use these brokers. */
export function environmentOf(
  kafka: RunningKafka,
  { showSecrets }: { readonly showSecrets: boolean },
): Readonly<Record<string, string>> {
  const { brokers, sasl } = kafka.connection('scram-sha-512');
  return {
    EVENTS: 'kafka',
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_SASL_MECHANISM: sasl?.mechanism ?? '',
    KAFKA_SASL_USERNAME: sasl?.username ?? '',
    KAFKA_SASL_PASSWORD: showSecrets ? (sasl?.password ?? '') : HIDDEN,
    KAFKA_SSL: 'false',
  };
}

/** Writes them, with the password, as a file that a shell reads and its owner alone may open; returns its path. */
export function writeEnvironment(kafka: RunningKafka): string {
  const path = join(kafka.home, 'mesh.env');
  const lines = Object.entries(environmentOf(kafka, { showSecrets: true }));
  const text = lines.map(([name, value]) => `export ${name}='${value}'\n`).join('');
  writeFileSync(`${path}.draft`, text, { mode: 0o600 });
  renameSync(`${path}.draft`, path);
  return path;
}
