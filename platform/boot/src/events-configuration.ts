import { readFileSync } from 'node:fs';
import type { FieldError } from '@mesh/product';

/** How the mesh signs in to its brokers. */
export interface KafkaSignIn {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512' | 'oauthbearer';
  readonly username: string;
  readonly password: string;
}

/** Which engine holds the event log. */
export type EventsConfiguration =
  | { readonly engine: 'postgres' }
  | {
      readonly engine: 'kafka';
      readonly brokers: readonly string[];
      readonly signIn: KafkaSignIn | undefined;
      /** TLS: with the authorities of the system, or those of a PEM text. */
      readonly ssl: boolean | { readonly ca: string };
    };

type Variables = Readonly<Record<string, string | undefined>>;
type Wrong = (pointer: string, meaning: string) => void;

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'] as const;
const BROKER = /^(\[[0-9a-fA-F:]+\]|[\w.-]+):(\d{1,5})$/;

/** Reads `EVENTS` and, where it says `kafka`, what the brokers need; what is wrong is named, never shown. */
export function eventsConfiguration(variables: Variables, errors: FieldError[]): EventsConfiguration {
  const wrong: Wrong = (pointer, meaning) => {
    errors.push({ pointer, rule: 'configuration', message: `must be ${meaning}` });
  };
  const engine = variables['EVENTS'] || 'postgres';
  if (engine !== 'postgres' && engine !== 'kafka') wrong('EVENTS', 'postgres or kafka');
  if (engine !== 'kafka') return { engine: 'postgres' };
  return {
    engine,
    brokers: brokersOf(variables['KAFKA_BROKERS'] ?? '', wrong),
    signIn: signInOf(variables, wrong),
    ssl: sslOf(variables['KAFKA_SSL'] || 'false', wrong),
  };
}

function brokersOf(text: string, wrong: Wrong): readonly string[] {
  const brokers = text.split(',').map((broker) => broker.trim());
  const isBroker = (broker: string) =>
    Number(BROKER.exec(broker)?.[2] ?? 0) > 0 && Number(BROKER.exec(broker)?.[2]) < 65_536;
  if (!brokers.every(isBroker)) wrong('KAFKA_BROKERS', 'host:port of one or more brokers, parted by commas');
  return brokers;
}

function signInOf(variables: Variables, wrong: Wrong): KafkaSignIn | undefined {
  const given = variables['KAFKA_SASL_MECHANISM'] || undefined;
  const [username, password] = [variables['KAFKA_SASL_USERNAME'], variables['KAFKA_SASL_PASSWORD']];
  const mechanism = MECHANISMS.find((known) => known === given);
  if (given !== undefined && mechanism === undefined) wrong('KAFKA_SASL_MECHANISM', MECHANISMS.join(', '));
  if (given === undefined) {
    if (username || password)
      wrong('KAFKA_SASL_MECHANISM', `${MECHANISMS.join(', ')}, where a name or password is set`);
    return undefined;
  }
  const what = given === 'oauthbearer' ? 'client' : 'account';
  if (!username) wrong('KAFKA_SASL_USERNAME', `the name of the ${what} at the brokers`);
  if (!password) wrong('KAFKA_SASL_PASSWORD', `the secret of the ${what} at the brokers`);
  if (mechanism === undefined || !username || !password) return undefined;
  return { mechanism, username, password };
}

function sslOf(text: string, wrong: Wrong): boolean | { readonly ca: string } {
  if (text === 'true' || text === 'false') return text === 'true';
  try {
    const ca = readFileSync(text, 'utf8');
    if (ca.includes('-----BEGIN CERTIFICATE-----')) return { ca };
  } catch {
    // The same as a file without a certificate.
  }
  wrong('KAFKA_SSL', 'true, false or the path of a PEM file with certificates of authorities');
  return false;
}
