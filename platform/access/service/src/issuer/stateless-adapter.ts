import type { Adapter } from 'oidc-provider';

/** Keeps nothing: tokens are signed statements and clients come from a file, so no model of oidc-provider is ever stored. */
export class StatelessAdapter implements Adapter {
  upsert(): Promise<void> {
    return Promise.reject(new Error('the issuer keeps no state'));
  }

  find(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    return Promise.resolve();
  }

  revokeByGrantId(): Promise<void> {
    return Promise.resolve();
  }
}
