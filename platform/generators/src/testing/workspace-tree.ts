import { fileURLToPath } from 'node:url';
import type { Tree } from '@nx/devkit';
import { FsTree } from 'nx/src/generators/tree.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url)).replace(/\/$/, '');

/** This workspace as a generator sees it: what is written stays in memory and never reaches the disk. */
export const workspaceTree = (): Tree => new FsTree(ROOT, false);

/** The text of a file of a tree. */
export const textIn = (tree: Tree, path: string): string => tree.read(path, 'utf8') ?? '';

/** Whether every word and sign of `before` still stands in `after`, in order, with nothing but additions in between. */
export function isOnlyAddedTo(before: string, after: string): boolean {
  const [kept = [], grown = []] = [before, after].map((text) => text.match(/\w+|[^\s\w,]/g) ?? []);
  let at = 0;
  for (const part of grown) if (part === kept[at]) at += 1;
  return at === kept.length;
}
