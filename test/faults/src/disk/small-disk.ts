import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEGABYTE = 1_048_576;

/** Why this user cannot mount a disk; undefined where that works. */
export const whyNoDisks = (): string | undefined =>
  process.getuid?.() === 0 ? undefined : 'only root may mount a disk';

/** A disk of a few megabytes, in memory. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  static mount(megabytes: number): SmallDisk {
    const folder = mkdtempSync(join(tmpdir(), 'mesh-disk-'));
    const { status, stderr } = spawnSync(
      'mount',
      ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0711`, 'mesh', folder],
      {
        encoding: 'utf8',
      },
    );
    if (status !== 0) throw new Error(`mount: ${stderr}`);
    return new SmallDisk(folder);
  }

  /** Takes all that is left of it, to the last byte. */
  fill(): void {
    const file = openSync(this.ballast, 'w');
    const isWritten = (bytes: number): boolean => {
      try {
        return writeSync(file, Buffer.alloc(bytes)) > 0;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
        throw error;
      }
    };
    for (let bytes = MEGABYTE; bytes >= 1; bytes = Math.floor(bytes / 2)) while (isWritten(bytes));
    closeSync(file);
  }

  /** Gives back what `fill` has taken. */
  free(): void {
    rmSync(this.ballast, { force: true });
  }

  unmount(): void {
    spawnSync('umount', ['-l', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }
}
