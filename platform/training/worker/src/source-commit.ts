import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Two programs are started to find out, and to start one holds up every thread of a large process. */
const KNOWN_FOR_MS = 60_000;
const known = new Map<string, { readonly commit: Promise<string>; readonly until: number }>();

/** The commit that the recipe's module belongs to; outside a checkout, what a file `commit.txt` beside it says; as of a minute ago at most. */
export function sourceCommit(folder: URL): Promise<string> {
  const found = known.get(folder.href);
  if (found !== undefined && found.until > performance.now()) return found.commit;
  const commit = findCommit(folder);
  known.set(folder.href, { commit, until: performance.now() + KNOWN_FOR_MS });
  return commit;
}

async function findCommit(folder: URL): Promise<string> {
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
