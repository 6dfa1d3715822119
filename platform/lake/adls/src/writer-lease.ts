import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LakeErrors } from '@mesh/lake';
import type { AdlsFiles } from './adls-files.js';
import { StoreFailure } from './store-failure.js';

export interface LeaseSettings {
  /** 15 to 60: how long a writer that died keeps others out. */
  readonly seconds: number;
  /** How long to wait for a predecessor's lease to end. */
  readonly waitMs: number;
}

/** Pause between two attempts to take a lease that another holds. */
const ASK_AGAIN_MS = 1_000;
const MONITOR = (): number => performance.now();

/**
 * The right to be the one writer of a file: a finite lease that is renewed while the process lives. By its own clock a
 * writer knows when it may have lost it, even when the store cannot be reached.
 */
export class WriterLease {
  readonly id = randomUUID();
  private validUntil = 0;
  private isLost = false;
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly path: string,
    private readonly files: AdlsFiles,
    private readonly settings: LeaseSettings,
  ) {}

  /** Becomes the writer, when need be after the lease of one that died has ended. */
  static async take(path: string, files: AdlsFiles, settings: LeaseSettings): Promise<WriterLease> {
    const lease = new WriterLease(path, files, settings);
    const deadline = MONITOR() + settings.waitMs;
    for (;;) {
      try {
        await lease.acquire();
        break;
      } catch (error) {
        if (!(error instanceof StoreFailure)) throw error;
        if (error.status !== 409) throw error.toLakeError();
        if (MONITOR() + ASK_AGAIN_MS > deadline) throw LakeErrors.WRITER_BUSY();
        await sleep(ASK_AGAIN_MS);
      }
    }
    lease.timer = setInterval(() => void lease.renew(), (settings.seconds * 1_000) / 3).unref();
    return lease;
  }

  /** Throws when another may be the writer. */
  ensure(): void {
    if (this.isLost || MONITOR() >= this.validUntil) throw LakeErrors.WRITER_LOST();
  }

  /** Takes note of what the store said. */
  lost(): void {
    this.isLost = true;
  }

  /** Wins the lease back when it was lost; says whether it was. */
  async regain(): Promise<boolean> {
    if (!this.isLost && MONITOR() < this.validUntil) return false;
    await this.again();
    return true;
  }

  /** Takes the lease with the same name, as after the file was put in the place of the former. */
  async again(): Promise<void> {
    try {
      await this.acquire();
    } catch (error) {
      this.isLost = true;
      if (error instanceof StoreFailure && error.status !== 409) throw error.toLakeError();
      throw LakeErrors.WRITER_LOST();
    }
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    if (this.isLost) return;
    this.isLost = true;
    await this.files.lease(this.path, this.id, 'release').catch(() => undefined);
  }

  private async acquire(): Promise<void> {
    const asked = MONITOR();
    await this.files.lease(this.path, this.id, { acquireSeconds: this.settings.seconds });
    this.isLost = false;
    this.validUntil = asked + this.settings.seconds * 1_000;
  }

  /** A store that does not answer leaves it open; the own clock decides then. */
  private async renew(): Promise<void> {
    if (this.isLost) return;
    const asked = MONITOR();
    try {
      await this.files.lease(this.path, this.id, 'renew');
      this.validUntil = asked + this.settings.seconds * 1_000;
    } catch (error) {
      if (error instanceof StoreFailure && error.isAboutLease) this.isLost = true;
    }
  }
}
