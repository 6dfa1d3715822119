import type { Tree } from '@nx/devkit';

/** Every file below a folder of the tree, by path from its root, in order. */
export function filesBelow(tree: Tree, folder: string): readonly string[] {
  if (!tree.exists(folder)) return [];
  return [...tree.children(folder)].sort().flatMap((child) => {
    const path = `${folder}/${child}`;
    return tree.isFile(path) ? [path] : filesBelow(tree, path);
  });
}
