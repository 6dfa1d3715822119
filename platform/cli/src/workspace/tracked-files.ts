import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const LONGEST_MS = 30_000;
const LARGEST_LIST_BYTES = 64 * 1024 * 1024;

/** The files of a workspace that git keeps or is about to, from its root, with slashes; undefined outside of a checkout. */
export async function trackedFiles(root: string): Promise<ReadonlySet<string> | undefined> {
  try {
    // The owner of the files may be another user than the one who checks, as in a container.
    const { stdout } = await promisify(execFile)('git', ['-c', 'safe.directory=*', 'ls-files', '--cached', '-z'], {
      cwd: root,
      timeout: LONGEST_MS,
      maxBuffer: LARGEST_LIST_BYTES,
    });
    return new Set(stdout.split('\0').filter((path) => path !== ''));
  } catch {
    return undefined;
  }
}
