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
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** Failures older than this are forgotten. */
const FORGET_MS = 15 * 60_000;

/**
 * Slows down those who guess: after a few failures each further one doubles the wait. Attempts are counted by who is tried
 * from where, in a fixed number of slots chosen by a keyed hash, so that neither memory grows nor anybody can push out or
 * aim at another's slot; whether the identity exists makes no difference.
 */
export class FailedAttempts {
  private readonly slots = new Map<number, Slot>();
  private readonly key = randomBytes(32);

  constructor(private readonly clockMs: () => number = Date.now) {}

  /** Milliseconds until the next attempt is looked at; 0 for at once. */
  waitMs(identity: string, address: string): number {
    const slot = this.slots.get(this.place(identity, address));
    return slot === undefined ? 0 : Math.max(0, slot.closedUntilMs - this.clockMs());
  }

  failed(identity: string, address: string): void {
    const nowMs = this.clockMs();
    const place = this.place(identity, address);
    const known = this.slots.get(place);
    const failures = known === undefined || nowMs - known.lastMs > FORGET_MS ? 1 : known.failures + 1;
    const beyond = failures - FREE_FAILURES;
    const waitMs = beyond < 1 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (beyond - 1));
    this.slots.set(place, { failures, closedUntilMs: nowMs + waitMs, lastMs: nowMs });
  }

  succeeded(identity: string, address: string): void {
    this.slots.delete(this.place(identity, address));
  }

  private place(identity: string, address: string): number {
    return createHmac('sha256', this.key).update(`${address}\n${identity}`).digest().readUInt32BE() % SLOTS;
  }
}
