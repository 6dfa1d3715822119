import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The commit that the recipe's module belongs to; outside a checkout, what a file `commit.txt` beside it says. */
export async function sourceCommit(folder: URL): Promise<string> {
  try {
    const { stdout } = await run('git', ['rev-parse', 'HEAD'], { cwd: folder, timeout: 5_000 });
    const { stdout: changes } = await run('git', ['status', '--porcelain', '--untracked-files=no'], {
      cwd: folder,
      timeout: 5_000,
    });
    return changes.trim() === '' ? stdout.trim() : `${stdout.trim()}-modified`;
  } catch {
    return readFile(new URL('commit.txt', folder), 'utf8').then(
      (text) => text.trim(),
      () => 'uncommitted',
    );
  }
}
