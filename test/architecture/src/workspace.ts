import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the tree begins. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** One project of the workspace, as its package.json tells. */
export interface Project {
  readonly folder: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
}

/** Every file that is or would be committed, by path from the root: what git ignores is not part of the tree. */
export function files(): readonly string[] {
  const listed = execFileSync(
    'git',
    ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: root },
  );
  return listed
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)));
}

/** The text of a file of the tree. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every project below the root, in the order of its folder. */
export function projects(): readonly Project[] {
  return files()
    .filter((path) => path.endsWith('/package.json'))
    .map((path) => {
      const {
        name,
        description = '',
        nx = {},
      } = JSON.parse(read(path)) as Record<string, unknown> & {
        name: string;
        description?: string;
        nx?: { tags?: string[] };
      };
      return { folder: dirname(path), name, description, tags: nx.tags ?? [] };
    });
}
