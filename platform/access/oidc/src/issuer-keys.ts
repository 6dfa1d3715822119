import { AccessErrors } from '@mesh/access';
import {
  createLocalJWKSet,
  errors,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
  type JWSHeaderParameters,
} from 'jose';
import { discover, fetchJson } from './discovery.js';
import type { JwksFile } from './jwks-file.js';

/** Where the keys come from and how often the issuer may be asked. */
export interface IssuerKeysSettings {
  readonly issuer: string;
  readonly file: JwksFile | undefined;
  /** Milliseconds since 1970. */
  readonly clockMs: () => number;
  readonly timeoutMs: number;
  /** Called when a key that was valid is no longer published. */
  readonly onWithdrawn: () => void;
}

/** Keys older than this are asked for again while the old ones go on verifying. */
const FRESH_MS = 10 * 60_000;
/** At most one question to the issuer in this time, however many unknown keys arrive. */
const COOL_DOWN_MS = 5000;
/** Without any key every request fails, so a starting issuer is asked more often. */
const COOL_DOWN_WITHOUT_KEYS_MS = 500;
const MAX_KEYS = 100;

type Resolve = (header: JWSHeaderParameters) => Promise<CryptoKey>;

/** The public keys of one issuer: from the issuer, from the file while it is away, asked for again when they rotate. */
export class IssuerKeys {
  private resolve: Resolve | undefined;
  private known: readonly string[] = [];
  private fetchedAt = -Infinity;
  private askedAt = -Infinity;
  private asking: Promise<void> | undefined;
  private opened: Promise<void> | undefined;

  constructor(private readonly settings: IssuerKeysSettings) {}

  /** The key that a header names; raises jose's JWKSNoMatchingKey, or ACCESS.ISSUER_UNREACHABLE when there is no key at all. */
  async keyFor(header: JWSHeaderParameters): Promise<CryptoKey> {
    await (this.opened ??= this.open());
    if (this.resolve === undefined) await this.ask();
    else this.refreshWhenStale(this.settings.clockMs());
    if (this.resolve === undefined) throw AccessErrors.ISSUER_UNREACHABLE();
    try {
      return await this.resolve(header);
    } catch (failure) {
      if (!(failure instanceof errors.JWKSNoMatchingKey)) throw failure;
      await this.ask().catch(() => undefined);
      return this.resolve(header);
    }
  }

  /** Asks the issuer in the background when the keys are old; cheap enough for every request. */
  refreshWhenStale(nowMs: number): void {
    if (nowMs - this.fetchedAt > FRESH_MS && nowMs - this.askedAt >= COOL_DOWN_MS) this.ask().catch(() => undefined);
  }

  private async open(): Promise<void> {
    const kept = await this.settings.file?.read();
    // The issuer may have been quicker than the disk.
    if (kept !== undefined && this.resolve === undefined) this.adopt(kept.keys.filter(isPublic));
  }

  /** Asks the issuer unless it was asked a moment ago; those who come meanwhile share the question. */
  private ask(): Promise<void> {
    if (this.asking !== undefined) return this.asking;
    const coolDownMs = this.resolve === undefined ? COOL_DOWN_WITHOUT_KEYS_MS : COOL_DOWN_MS;
    if (this.settings.clockMs() - this.askedAt < coolDownMs) return Promise.resolve();
    this.askedAt = this.settings.clockMs();
    this.asking = this.fetchKeys().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async fetchKeys(): Promise<void> {
    const { issuer, timeoutMs, clockMs, file } = this.settings;
    const { jwksUri } = await discover(issuer, timeoutMs);
    const document = await fetchJson(jwksUri, timeoutMs);
    const keys = (Array.isArray(document.keys) ? (document.keys as JWK[]) : []).filter(isPublic).slice(0, MAX_KEYS);
    if (keys.length === 0) throw AccessErrors.ISSUER_UNREACHABLE({ reason: 'no keys' });
    this.fetchedAt = clockMs();
    // Not waited for, and a read-only disk must not stop verification: the file only serves a start without the issuer.
    if (this.adopt(keys)) file?.write({ keys }).catch(() => undefined);
  }

  private adopt(keys: JWK[]): boolean {
    const names = keys.map((key) => JSON.stringify([key.kid, key.n, key.x, key.y]));
    const withdrawn = this.known.some((name) => !names.includes(name));
    const changed = withdrawn || names.length !== this.known.length;
    if (changed || this.resolve === undefined) {
      const set: JSONWebKeySet = { keys };
      this.resolve = createLocalJWKSet(set);
      this.known = names;
    }
    if (withdrawn) this.settings.onWithdrawn();
    return changed;
  }
}

/** Symmetric keys and private halves have no place among published keys. */
function isPublic(key: JWK): boolean {
  return typeof key === 'object' && key !== null && key.kty !== 'oct' && key.d === undefined;
}
