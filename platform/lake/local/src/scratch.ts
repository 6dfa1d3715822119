import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Scratch folders of this process that are in use. */
const own = new Set<string>();

/** A private folder for what does not stay: rows on their way in, exports on their way out, spilled memory. */
export class Scratch {
  private count = 0;

  private constructor(readonly folder: string) {}

  /** Makes the folder and removes those of processes that are gone. */
  static async open(root: string): Promise<Scratch> {
    const parent = join(root, '.scratch');
    await mkdir(parent, { recursive: true, mode: 0o700 });
    for (const name of await readdir(parent)) {
      if (!own.has(name) && !isAlive(Number.parseInt(name, 10))) {
        await rm(join(parent, name), { recursive: true, force: true });
      }
    }
    const name = `${process.pid}-${randomUUID()}`;
    own.add(name);
    await mkdir(join(parent, name), { mode: 0o700 });
    return new Scratch(join(parent, name));
  }

  /** A path that nobody else has. */
  path(kind: string): string {
    this.count += 1;
    return join(this.folder, `${kind}-${this.count}.part`);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A folder named after this very process that it does not know is of a predecessor with the same number. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
