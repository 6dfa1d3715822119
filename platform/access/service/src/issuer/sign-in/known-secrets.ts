import { createHash, timingSafeEqual } from 'node:crypto';
import type { Credential, Credentials } from '../credentials.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compared with when the identity is unknown, so that both answers take the same time; nothing hashes to it. */
const NOBODY = Buffer.alloc(32);

/** Looks up identities by id and secret. */
export class KnownSecrets {
  private readonly byId: ReadonlyMap<string, { readonly credential: Credential; readonly digest: Buffer }>;

  constructor(credentials: Credentials) {
    this.byId = new Map(
      Object.values(credentials).map((credential) => [
        credential.clientId,
        { credential, digest: digest(credential.clientSecret) },
      ]),
    );
  }

  /** Whether an identity of this name exists. */
  has(id: string): boolean {
    return this.byId.has(id);
  }

  /** The identity when the secret is its own; takes as long for one that does not exist. */
  find(id: string, secret: string): Credential | undefined {
    const known = this.byId.get(id);
    const isRight = timingSafeEqual(digest(secret), known?.digest ?? NOBODY);
    return isRight ? known?.credential : undefined;
  }
}
