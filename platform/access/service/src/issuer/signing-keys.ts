import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { IssuerErrors } from './issuer.errors.js';
import { createPrivate, readPrivate } from './private-file.js';

/** Private signing keys as a JSON Web Key Set; the first signs, all are published. */
export interface SigningKeys {
  readonly keys: readonly JWK[];
}

const FILE_NAME = 'issuer.jwks.json';

/** The ES256 keys in `<home>/keys/issuer.jwks.json` (mode 600), made on the first start. To rotate, put a new key first. */
export async function openSigningKeys(home: string): Promise<SigningKeys> {
  const path = join(home, 'keys', FILE_NAME);
  const text = (await readPrivate(path)) ?? (await createPrivate(path, await newKeys()));
  return parse(text);
}

async function newKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk), use: 'sig', alg: 'ES256' };
  return `${JSON.stringify({ keys: [key] }, null, 2)}\n`;
}

function parse(text: string): SigningKeys {
  try {
    const { keys } = JSON.parse(text) as { keys?: JWK[] };
    if (keys?.some((key) => key.alg === 'ES256' && key.d !== undefined) === true) return { keys };
  } catch (cause) {
    throw IssuerErrors.FILE_DAMAGED({ file: FILE_NAME }, { cause });
  }
  throw IssuerErrors.FILE_DAMAGED({ file: FILE_NAME });
}
