import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliErrors } from '../cli.errors.js';

/** What an identity shows to get a token. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
}

/** Credentials of one identity in `$MESH_HOME/credentials.json`; throws CLI.CREDENTIALS_MISSING or CLI.IDENTITY_UNKNOWN. */
export async function credentialsOf(identity: string, meshHome: string): Promise<Credentials> {
  let identities: Record<string, Partial<Credentials> & Pick<Credentials, 'clientId' | 'clientSecret'>>;
  try {
    identities = JSON.parse(await readFile(join(meshHome, 'credentials.json'), 'utf8')) as typeof identities;
  } catch (cause) {
    throw CliErrors.CREDENTIALS_MISSING({ file: 'credentials.json', variable: 'MESH_HOME' }, { cause });
  }
  const found = Object.hasOwn(identities, identity) ? identities[identity] : undefined;
  if (found === undefined) throw CliErrors.IDENTITY_UNKNOWN({ known: Object.keys(identities).join(', ') });
  return { ...found, roles: found.roles ?? [], purposes: found.purposes ?? [] };
}
