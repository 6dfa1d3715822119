import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
/** What a copy has of its own below node_modules; everything else is that of this workspace, by link. */
const OWN = ['.bin', '.cache', '.nx', '.package-lock.json', '@mesh'];
const BUILT = ['dist', 'dist-site'];

/** A copy of this workspace as it lies on the disk: committed or not, compiled, with a git of its own. */
export class ScratchWorkspace {
  private constructor(
    private readonly folder: string,
    readonly root: string,
  ) {}

  static create(): ScratchWorkspace {
    const folder = mkdtempSync(join(tmpdir(), 'mesh-scratch-'));
    // PostgreSQL runs as a user of its own when the caller is root: it must be able to pass through.
    chmodSync(folder, 0o711);
    const workspace = new ScratchWorkspace(folder, join(folder, 'workspace'));
    try {
      copyTree(workspace.root);
      linkModules(workspace.root);
      workspace.git('init', '--quiet');
      workspace.git('add', '--all');
    } catch (failure) {
      workspace.dispose();
      throw failure;
    }
    return workspace;
  }

  /** Where a mesh of this workspace may keep its things. */
  get home(): string {
    return join(this.folder, 'home');
  }

  /** Files that git does not know of yet, by path from the root. */
  untracked(): readonly string[] {
    return this.git('ls-files', '--others', '--exclude-standard', '-z').split('\0').filter(Boolean);
  }

  git(...args: string[]): string {
    return execFileSync('git', ['-c', 'safe.directory=*', ...args], { cwd: this.root, encoding: 'utf8' });
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Times are kept: a compiled file counts as current when it has the time of its source. */
function copyTree(root: string): void {
  const copy = (path: string): void => {
    if (!existsSync(join(ROOT, path))) return;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    cpSync(join(ROOT, path), join(root, path), { recursive: true, preserveTimestamps: true });
  };
  const listed = execFileSync(
    'git',
    ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 64e6 },
  );
  const paths = listed.split('\0').filter(Boolean);
  paths.forEach(copy);
  const projects = paths.filter((path) => path.endsWith('/package.json')).map((path) => dirname(path));
  for (const project of projects) for (const built of BUILT) copy(join(project, built));
}

function linkModules(root: string): void {
  const [from, to] = [join(ROOT, 'node_modules'), join(root, 'node_modules')];
  mkdirSync(join(to, '.cache'), { recursive: true });
  for (const name of readdirSync(from)) if (!OWN.includes(name)) symlinkSync(join(from, name), join(to, name));
  for (const name of ['.bin', '@mesh', '.cache/mesh-compile', '.package-lock.json'])
    if (existsSync(join(from, name)))
      cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
}
