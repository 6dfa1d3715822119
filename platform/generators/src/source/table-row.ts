import type { Tree } from '@nx/devkit';

/** Adds a row to the Markdown table whose first column is headed so; a document without one stays as it is. */
export function addTableRow(tree: Tree, path: string, heading: string, cells: readonly string[]): void {
  const lines = tree.read(path, 'utf8')?.split('\n');
  const head = lines?.findIndex((line) => new RegExp(`^\\|\\s*${heading}\\s*\\|`).test(line)) ?? -1;
  if (lines === undefined || head < 0) return;
  let end = head;
  while (lines[end]?.startsWith('|') === true) end += 1;
  lines.splice(end, 0, `| ${cells.join(' | ')} |`);
  tree.write(path, lines.join('\n'));
}
