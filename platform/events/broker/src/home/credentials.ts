import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { BrokerErrors } from '../broker.errors.js';
import { readIfThere, writePrivate } from './private-file.js';

/** The administrator: what the mesh signs in as. */
export const MESH_USER = 'mesh';

/** A name and its password. */
export interface Credential {
  readonly username: string;
  readonly password: string;
}

/** What the folder was made with: how many brokers, whom they know, and what they know each other by. */
export interface Secrets {
  readonly clusterId: string;
  readonly brokers: number;
  readonly users: Readonly<Record<string, string>>;
  /** Among the brokers alone; its name is made up as well, for a subject of an issuer may have any name. */
  readonly internal: Credential;
}

export const secretsPath = (home: string): string => join(home, 'credentials.json');

/** Reads the secrets of the folder, or makes them at the first start; refuses brokers and users that they do not name. */
export function secretsOf(home: string, wanted: { brokers: number; users: readonly string[] }): Secrets {
  const path = secretsPath(home);
  const text = readIfThere(path);
  if (text === undefined) {
    const made = generate(wanted);
    writePrivate(path, `${JSON.stringify(made, null, 2)}\n`);
    return made;
  }
  const known = JSON.parse(text) as Secrets;
  const strangers = wanted.users.filter((name) => known.users[name] === undefined);
  if (known.brokers !== wanted.brokers || strangers.length > 0)
    throw BrokerErrors.HOME_DIFFERS({ brokers: known.brokers, users: Object.keys(known.users).join(', ') });
  return known;
}

function generate({ brokers, users }: { brokers: number; users: readonly string[] }): Secrets {
  const names = [MESH_USER, ...users.filter((name) => name !== MESH_USER)];
  return {
    // Kafka wants 16 bytes; its identifiers must not begin with a dash, which its tools take for an option.
    clusterId: `M${randomBytes(16).toString('base64url').slice(1)}`,
    brokers,
    users: Object.fromEntries(names.map((name) => [name, password()])),
    internal: { username: `broker-${randomBytes(8).toString('hex')}`, password: password() },
  };
}

const password = (): string => randomBytes(24).toString('base64url');
