import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** One file of the site, as it is sent. */
export interface SiteFile {
  readonly bytes: Buffer;
  /** Compressed, where that is smaller. */
  readonly gzipped?: Buffer;
  readonly mediaType: string;
  readonly etag: string;
  /** Its name changes with its content: who has it never needs to ask again. */
  readonly immutable: boolean;
}

const compress = promisify(gzip);
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;
const WORTH_COMPRESSING = 1_024;

/** Reads a built site into memory, by the path of each file; only files of known types exist. Empty when it was not built. */
export async function readSite(folder: string): Promise<ReadonlyMap<string, SiteFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  const files = entries.filter((entry) => entry.isFile() && MEDIA_TYPES[extname(entry.name)] !== undefined);
  const read = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const location = join(parentPath, name);
      const path = `/${relative(folder, location).split(sep).join('/')}`;
      return [path, await fileOf(path, await readFile(location))] as const;
    }),
  );
  return new Map(read);
}

async function fileOf(path: string, bytes: Buffer): Promise<SiteFile> {
  const gzipped = bytes.length < WORTH_COMPRESSING ? undefined : await compress(bytes);
  return {
    bytes,
    ...(gzipped !== undefined && gzipped.length < bytes.length && { gzipped }),
    mediaType: MEDIA_TYPES[extname(path)] as string,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    immutable: HASHED.test(path),
  };
}
