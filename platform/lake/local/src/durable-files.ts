import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The file operations on which durability rests, in one place so that tests can die between any two of them. */
export interface DurableFiles {
  /** Writes a text to a file of its own, durable when it resolves; the name is durable after `syncFolder`. */
  write(path: string, text: string): Promise<void>;
  /** Adds a text to the end of a file, durable when it resolves. */
  append(path: string, text: string): Promise<void>;
  truncate(path: string, bytes: number): Promise<void>;
  /** Makes a file that another wrote durable and private. */
  sync(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
  remove(path: string): Promise<void>;
}

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

async function withFile(path: string, flags: string, work: (file: Awaited<ReturnType<typeof open>>) => Promise<void>) {
  const file = await open(path, flags, PRIVATE_FILE);
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

/** The disk itself: every write is synced before it is reported. */
export const diskFiles: DurableFiles = {
  write: (path, text) =>
    withFile(path, 'w', async (file) => {
      await file.writeFile(text);
      await file.sync();
    }),
  append: (path, text) =>
    withFile(path, 'a', async (file) => {
      await file.appendFile(text);
      await file.datasync();
    }),
  truncate: (path, bytes) =>
    withFile(path, 'r+', async (file) => {
      await file.truncate(bytes);
      await file.sync();
    }),
  sync: (path) =>
    withFile(path, 'r+', async (file) => {
      await file.chmod(PRIVATE_FILE);
      await file.sync();
    }),
  rename,
  syncFolder: (path) => withFile(path, 'r', (folder) => folder.sync()),
  remove: (path) => rm(path, { force: true }),
};

/** Creates a folder and its missing parents for this user alone, their names durable up to the first that was there. */
export async function createFolder(path: string, files: DurableFiles): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: PRIVATE_FOLDER });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await files.syncFolder(dirname(made));
}

/** SHA-256 of a file in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
