import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

/**
 * A file that a program wrote: `missing` when there is none, `unfit` when it is no plain file or longer than it may be. No
 * link is followed, for it could point to what the program must not read, and no pipe waited for.
 */
export async function readOutput(path: string, mostBytes: number): Promise<Buffer | 'missing' | 'unfit'> {
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? ('missing' as const) : ('unfit' as const),
  );
  if (typeof file === 'string') return file;
  try {
    const { size } = await file.stat().then((stat) => (stat.isFile() ? stat : { size: Infinity }));
    if (size > mostBytes) return 'unfit';
    return await file.readFile();
  } finally {
    await file.close();
  }
}
