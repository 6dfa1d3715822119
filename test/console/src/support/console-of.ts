import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConsolePlace } from '../browser/visitor.js';

/** The console of a mesh, with the secrets that its home keeps. */
export function consoleOf(home: string, address: string): ConsolePlace {
  const credentials = JSON.parse(readFileSync(join(home, 'credentials.json'), 'utf8')) as Record<
    string,
    { readonly clientSecret: string } | undefined
  >;
  return {
    address,
    secretOf(identity) {
      const secret = credentials[identity]?.clientSecret;
      if (secret === undefined) throw new Error(`The mesh knows no ${identity}.`);
      return secret;
    },
  };
}
