import { randomUUID } from 'node:crypto';
import { StorageError } from './storage-error.js';

type State = 'available' | 'leased' | 'expired' | 'breaking' | 'broken';

/**
 * The lease of one file: "Lease Blob" (states and outcomes of each action by state) and "Path - Lease". A finite lease
 * lasts 15 to 60 seconds, an infinite one is -1.
 */
export class Lease {
  private id: string | undefined;
  private durationMs = 0;
  private endsAt = 0;
  private breaksAt: number | undefined;
  /** The file's ETag when the lease ended; a renewal afterwards needs it to be unchanged. */
  private etagAtGrant = '';

  constructor(private readonly now: () => number) {}

  get state(): State {
    if (this.id === undefined) return 'available';
    if (this.breaksAt !== undefined) return this.now() < this.breaksAt ? 'breaking' : 'broken';
    return this.now() < this.endsAt ? 'leased' : 'expired';
  }

  get isLocked(): boolean {
    return this.state === 'leased' || this.state === 'breaking';
  }

  acquire(seconds: number, proposed: string | undefined, etag: string): string {
    const isFinite = Number.isInteger(seconds) && seconds >= 15 && seconds <= 60;
    if (!isFinite && seconds !== -1) throw new StorageError('InvalidHeaderValue');
    if (this.state === 'breaking') throw new StorageError('LeaseIsBreakingAndCannotBeAcquired');
    if (this.state === 'leased' && proposed?.toLowerCase() !== this.id) throw new StorageError('LeaseAlreadyPresent');
    this.id = (proposed ?? randomUUID()).toLowerCase();
    this.durationMs = seconds === -1 ? Number.POSITIVE_INFINITY : seconds * 1_000;
    this.breaksAt = undefined;
    this.start(etag);
    return this.id;
  }

  /** An expired lease may be renewed as long as the file was neither changed nor leased by another since. */
  renew(id: string, etag: string): void {
    if (this.id === undefined) throw new StorageError('LeaseNotPresentWithLeaseOperation');
    if (id.toLowerCase() !== this.id) throw new StorageError('LeaseIdMismatchWithLeaseOperation');
    if (this.breaksAt !== undefined) throw new StorageError('LeaseIsBrokenAndCannotBeRenewed');
    if (this.state === 'expired' && etag !== this.etagAtGrant)
      throw new StorageError('LeaseIdMismatchWithLeaseOperation');
    this.start(etag);
  }

  release(id: string): void {
    if (this.id === undefined || id.toLowerCase() !== this.id)
      throw new StorageError('LeaseIdMismatchWithLeaseOperation');
    this.id = undefined;
  }

  /** The seconds until it is broken. */
  break(seconds: number | undefined): number {
    if (this.id === undefined) throw new StorageError('LeaseNotPresentWithLeaseOperation');
    if (this.state === 'broken') throw new StorageError('LeaseAlreadyBroken');
    const remaining = this.durationMs === Number.POSITIVE_INFINITY ? 0 : Math.max(0, this.endsAt - this.now());
    const untilMs = seconds === undefined ? remaining : Math.min(seconds * 1_000, remaining || seconds * 1_000);
    this.breaksAt = this.now() + untilMs;
    return Math.ceil(untilMs / 1_000);
  }

  /** "Lease Blob, Outcomes of use attempts on blobs by lease state": who may write, and why not. */
  checkWrite(id: string | undefined): void {
    if (this.isLocked) {
      if (id === undefined) throw new StorageError('LeaseIdMissing');
      if (id.toLowerCase() !== this.id) throw new StorageError('LeaseIdMismatchWithBlobOperation');
      return;
    }
    if (id === undefined) return;
    throw new StorageError(this.id === undefined ? 'LeaseNotPresentWithBlobOperation' : 'LeaseLost');
  }

  /** The holder's own writes keep an expired lease renewable. */
  written(etag: string): void {
    if (this.isLocked) this.etagAtGrant = etag;
  }

  private start(etag: string): void {
    this.endsAt = this.now() + this.durationMs;
    this.etagAtGrant = etag;
  }
}
