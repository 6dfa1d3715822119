import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The key of a bucket: a bucket whose subjects were sealed anew has a key of the next generation. */
export interface KeyName {
  readonly bucket: number;
  readonly generation: number;
}

const KEY_BYTES = 32;
const FILE_NAME = /^bucket-(\d{3})\.(\d+)\.key$/;
const DRAFT = 'draft-';
/** A draft that is as old as this was left by a process that died. */
const STALE_DRAFT_MS = 3_600_000;

/** Keys in files of their own, mode 600, in a folder of mode 700: what is not in a file any more is nowhere. */
export class KeyFolder {
  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<KeyFolder> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const keys = new KeyFolder(folder);
    await keys.removeStaleDrafts();
    return keys;
  }

  /** The key, unless there is none. */
  async read(name: KeyName): Promise<Buffer | undefined> {
    const key = await readFile(this.pathOf(name)).catch(absent);
    return key?.length === KEY_BYTES ? key : undefined;
  }

  /** Makes a key, durably; when another process was first, gives the key that it made. */
  async make(name: KeyName): Promise<Buffer> {
    const key = randomBytes(KEY_BYTES);
    const draft = join(this.folder, `${DRAFT}${randomUUID()}`);
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(key);
      await file.sync();
    } finally {
      await file.close();
    }
    try {
      await link(draft, this.pathOf(name));
    } catch (failure) {
      if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure;
      await overwrite(draft);
    } finally {
      await rm(draft, { force: true });
    }
    await this.sync();
    return (await this.read(name)) ?? key;
  }

  /** Writes over the key, durably, and removes its file; does nothing when it is gone. */
  async destroy(name: KeyName): Promise<void> {
    const path = this.pathOf(name);
    await overwrite(path);
    await rm(path, { force: true });
    await this.sync();
  }

  async list(): Promise<readonly KeyName[]> {
    return (await readdir(this.folder)).flatMap((file) => {
      const [, bucket, generation] = FILE_NAME.exec(file) ?? [];
      return bucket === undefined ? [] : [{ bucket: Number(bucket), generation: Number(generation) }];
    });
  }

  private async removeStaleDrafts(): Promise<void> {
    const drafts = (await readdir(this.folder)).filter((file) => file.startsWith(DRAFT));
    for (const draft of drafts.map((file) => join(this.folder, file))) {
      const seen = await stat(draft).catch(absent);
      // The file may be a key that was linked under its name already: it is not written over, only this name goes.
      if (seen !== undefined && Date.now() - seen.mtimeMs > STALE_DRAFT_MS) await rm(draft, { force: true });
    }
  }

  private async sync(): Promise<void> {
    const folder = await open(this.folder, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  private pathOf({ bucket, generation }: KeyName): string {
    return join(this.folder, `bucket-${String(bucket).padStart(3, '0')}.${generation}.key`);
  }
}

async function overwrite(path: string): Promise<void> {
  const file = await open(path, 'r+').catch(absent);
  if (file === undefined) return;
  try {
    await file.write(randomBytes(KEY_BYTES), 0, KEY_BYTES, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

function absent(failure: NodeJS.ErrnoException): undefined {
  if (failure.code !== 'ENOENT') throw failure;
  return undefined;
}
