import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  readonly expiresAtMs: number;
}

/** Most entries of a kind; what comes beyond pushes out the oldest. */
const BOUNDS: Readonly<Record<string, number>> = {
  // Anybody can begin to sign in, so these are bounded apart from what only a person with a secret gets.
  Interaction: 1000,
  AuthorizationCode: 1000,
  Session: 2000,
  Grant: 2000,
  RefreshToken: 5000,
};

/** What the store raises when a thing that may be used once is used again. */
export type UsedAgain = () => Error;

/**
 * Keeps sign-ins in memory, bounded and with their expiry. It lives as long as the issuer, which belongs to one process:
 * a restart asks people to sign in again, and the tokens that they hold stay good for their hour.
 */
export class BoundedAdapter implements Adapter {
  private readonly kept = new Map<string, Kept>();
  private readonly bound: number;

  constructor(
    kind: string,
    private readonly usedAgain: UsedAgain,
    private readonly clockMs: () => number = Date.now,
  ) {
    this.bound = BOUNDS[kind] ?? 0;
  }

  upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    if (this.bound === 0) return Promise.reject(new Error('the issuer keeps nothing of this kind'));
    this.kept.delete(id);
    this.kept.set(id, { payload: { ...payload }, expiresAtMs: this.clockMs() + expiresIn * 1000 });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= this.bound) break;
      this.kept.delete(oldest);
    }
    return Promise.resolve();
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.alive(id));
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    for (const [id, { payload }] of this.kept) if (payload.uid === uid) return this.find(id);
    return Promise.resolve(undefined);
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** Rejects the second of two that use the same thing at once: each saw it unused. */
  consume(id: string): Promise<void> {
    const payload = this.alive(id);
    if (payload === undefined || payload.consumed !== undefined) return Promise.reject(this.usedAgain());
    payload.consumed = Math.floor(this.clockMs() / 1000);
    return Promise.resolve();
  }

  destroy(id: string): Promise<void> {
    this.kept.delete(id);
    return Promise.resolve();
  }

  revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.kept) if (payload.grantId === grantId) this.kept.delete(id);
    return Promise.resolve();
  }

  private alive(id: string): AdapterPayload | undefined {
    const entry = this.kept.get(id);
    if (entry === undefined) return undefined;
    if (entry.expiresAtMs > this.clockMs()) return entry.payload;
    this.kept.delete(id);
    return undefined;
  }
}
