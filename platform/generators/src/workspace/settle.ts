import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { GeneratorCallback, Tree } from '@nx/devkit';
import { explained, GeneratorErrors } from '../generators.errors.js';

/** What must happen once the files are on disk. */
export interface Settling {
  /** New packages by name, with their folders. */
  readonly links?: Readonly<Record<string, string>>;
  /** The product whose documents are to be published. */
  readonly emits?: string;
}

const LONGEST_STEP_MS = 300_000;

/** Links the packages, compiles them, lets the linter know of them, and publishes the documents: as `npm ci` would leave it. */
export const settle =
  ({ root }: Tree, { links = {}, emits }: Settling): GeneratorCallback =>
  () => {
    for (const [name, folder] of Object.entries(links)) link(root, name, folder);
    const nx = createRequire(join(root, 'package.json')).resolve('nx/bin/nx.js');
    run(root, ['infra/local/compile.mjs']);
    // Started in a process of its own: this one still has the graph from before the files were written.
    run(root, [nx, 'show', 'projects']);
    if (emits !== undefined) run(root, ['platform/cli/bin/mesh.mjs', 'emit', emits]);
  };

function link(root: string, name: string, folder: string): void {
  const place = join(root, 'node_modules', name);
  if (existsSync(place)) return;
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(relative(dirname(place), join(root, folder)), place, 'dir');
}

function run(root: string, command: readonly string[]): void {
  const { status, stderr, error } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
    timeout: LONGEST_STEP_MS,
  });
  if (status === 0) return;
  const step = command.map((part) => (part.startsWith(root) ? relative(root, part) : part)).join(' ');
  throw explained(GeneratorErrors.SETTLING_FAILED({ step, says: stderr.trim().slice(-2_000) }, { cause: error }));
}
