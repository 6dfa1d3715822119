import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isPurpose } from '@mesh/access';
import type { Identities, Identity } from './identities.js';
import { IssuerErrors } from './issuer.errors.js';
import { createPrivate, readPrivate, replacePrivate } from './private-file.js';

/** An identity with what it shows to get a token. */
export interface Credential extends Identity {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Credentials by the name of the identity. */
export type Credentials = Readonly<Record<string, Credential>>;

const SECRET_BYTES = 32;
const FILE_NAME = 'credentials.json';

/**
 * The credentials in `<home>/credentials.json` (mode 600). The first start makes them, secrets of 256 random bits; later
 * starts read them and add the identities that are new.
 */
export async function openCredentials(home: string, identities: Identities): Promise<Credentials> {
  const path = join(home, FILE_NAME);
  const text = (await readPrivate(path)) ?? (await createPrivate(path, format(withMissing({}, identities))));
  const kept = parse(text);
  const complete = withMissing(kept, identities);
  if (Object.keys(complete).length > Object.keys(kept).length) await replacePrivate(path, format(complete));
  return complete;
}

function withMissing(kept: Credentials, identities: Identities): Credentials {
  const made = Object.entries(identities)
    .filter(([name]) => kept[name] === undefined)
    .map(([name, identity]) => [name, { clientId: name, clientSecret: newSecret(), ...identity }] as const);
  return { ...kept, ...Object.fromEntries(made) };
}

const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');
const format = (credentials: Credentials): string => `${JSON.stringify(credentials, null, 2)}\n`;

function parse(text: string): Credentials {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw IssuerErrors.FILE_DAMAGED({ file: FILE_NAME }, { cause });
  }
  const entries: [string, unknown][] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0 || !entries.every(([, entry]) => isCredential(entry))) {
    throw IssuerErrors.FILE_DAMAGED({ file: FILE_NAME });
  }
  return value as Credentials;
}

function isCredential(entry: unknown): entry is Credential {
  if (typeof entry !== 'object' || entry === null) return false;
  const { clientId, clientSecret, roles, purposes } = entry as Partial<Record<keyof Credential, unknown>>;
  return (
    typeof clientId === 'string' &&
    clientId !== '' &&
    typeof clientSecret === 'string' &&
    Buffer.from(clientSecret, 'base64url').length >= SECRET_BYTES &&
    Array.isArray(roles) &&
    roles.every((role) => typeof role === 'string') &&
    Array.isArray(purposes) &&
    purposes.length > 0 &&
    purposes.every((purpose) => typeof purpose === 'string' && isPurpose(purpose))
  );
}
