import { createHmac, randomBytes } from 'node:crypto';

interface Slot {
  failures: number;
  /** Milliseconds since 1970 until which no attempt is looked at. */
  closedUntilMs: number;
  lastMs: number;
}

const SLOTS = 4096;
/** A typing error or two costs nothing. */
const FREE_FAILURES = 4;
/** Behind one address there may be a whole clinic; who tries many names from there is slowed down all the same. */
const FREE_FAILURES_OF_ADDRESS = 50;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** Failures older than this are forgotten. */
const FORGET_MS = 15 * 60_000;

/**
 * Slows down those who guess: after a few failures each further one doubles the wait. Attempts are counted by who is tried
 * from where, and by where from alone, in a fixed number of slots chosen by a keyed hash, so that neither memory grows nor
 * anybody can push out or aim at another's slot; whether the identity exists makes no difference. Signing in clears the
 * name, never the address: one account that is known must not pay for guessing at others.
 */
export class FailedAttempts {
  private readonly slots = new Map<number, Slot>();
  private readonly key = randomBytes(32);

  constructor(private readonly clockMs: () => number = Date.now) {}

  /** Milliseconds until the next attempt is looked at; 0 for at once. */
  waitMs(identity: string, address: string): number {
    const nowMs = this.clockMs();
    const untilMs = [place(this.key, address, identity), place(this.key, address)].map(
      (slot) => this.slots.get(slot)?.closedUntilMs ?? 0,
    );
    return Math.max(0, ...untilMs.map((until) => until - nowMs));
  }

  failed(identity: string, address: string): void {
    this.count(place(this.key, address, identity), FREE_FAILURES);
    this.count(place(this.key, address), FREE_FAILURES_OF_ADDRESS);
  }

  succeeded(identity: string, address: string): void {
    this.slots.delete(place(this.key, address, identity));
  }

  private count(place: number, free: number): void {
    const nowMs = this.clockMs();
    const known = this.slots.get(place);
    const failures = known === undefined || nowMs - known.lastMs > FORGET_MS ? 1 : known.failures + 1;
    const beyond = failures - free;
    const waitMs = beyond < 1 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (beyond - 1));
    this.slots.set(place, { failures, closedUntilMs: nowMs + waitMs, lastMs: nowMs });
  }
}

const place = (key: Buffer, ...of: readonly string[]): number =>
  createHmac('sha256', key).update(of.join('\n')).digest().readUInt32BE() % SLOTS;
