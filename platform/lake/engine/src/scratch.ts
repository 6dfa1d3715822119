import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Scratch folders of this process that are in use. */
const own = new Set<string>();

/** A private folder for what does not stay: rows on their way in, exports on their way out, spilled memory. */
export class Scratch {
  private count = 0;

  private constructor(
    private readonly parent: string,
    private readonly name: string,
  ) {}

  /** Makes the folder and removes those of processes that are gone. */
  static async open(root: string): Promise<Scratch> {
    const parent = join(root, '.scratch');
    await mkdir(parent, { recursive: true, mode: 0o700 });
    const scratch = new Scratch(parent, `${process.pid}-${randomUUID()}`);
    own.add(scratch.name);
    await scratch.removeAbandoned();
    await mkdir(scratch.folder, { mode: 0o700 });
    return scratch;
  }

  get folder(): string {
    return join(this.parent, this.name);
  }

  /** A path that nobody else has. */
  path(kind: string): string {
    this.count += 1;
    return join(this.folder, `${kind}-${this.count}.part`);
  }

  /** Whether the engine has spilled rows to files that it still has. */
  async hasSpilled(): Promise<boolean> {
    return (await readdir(this.folder)).some((name) => name.startsWith('duckdb_temp_'));
  }

  /** Removes the folders of processes that are gone. */
  async removeAbandoned(): Promise<void> {
    for (const name of await readdir(this.parent)) {
      if (!own.has(name) && !isAlive(Number.parseInt(name, 10)))
        await rm(join(this.parent, name), { recursive: true, force: true });
    }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    own.delete(this.name);
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
