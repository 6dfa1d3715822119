import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One fenced block of shell commands of a guide. */
export interface Block {
  /** Heading of the section that it stands in. */
  readonly section: string;
  readonly commands: string;
}

/** The shell commands of a guide, in order; every fenced block must be one. */
export function blocksOf(root: string, guide: string): readonly Block[] {
  const blocks: Block[] = [];
  let section = '';
  let open: string[] | undefined;
  for (const line of readFileSync(join(root, guide), 'utf8').split('\n')) {
    const fence = /^```(\w*)$/.exec(line);
    if (open === undefined && fence !== null) {
      if (fence[1] !== 'sh') throw new Error(`${guide}: a block of "${fence[1]}" cannot be run`);
      open = [];
    } else if (open !== undefined && fence !== null) {
      blocks.push({ section, commands: open.join('\n') });
      open = undefined;
    } else if (open !== undefined) open.push(line);
    else section = /^## (.*)$/.exec(line)?.[1] ?? section;
  }
  return blocks;
}
