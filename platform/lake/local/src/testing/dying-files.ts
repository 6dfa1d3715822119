import { appendFile } from 'node:fs/promises';
import { diskFiles, type DurableFiles } from '../durable-files.js';

/** File operations that stop working for good at the n-th; an append that is hit leaves half of its text. */
export function dyingFiles(nth: number): { files: DurableFiles; operations: () => number } {
  let seen = 0;
  const dying = Object.entries(diskFiles).map(([name, run]) => [
    name,
    async (...given: string[]) => {
      seen += 1;
      if (seen === nth && name === 'append') await appendFile(given[0]!, given[1]!.slice(0, given[1]!.length / 2));
      if (seen >= nth) throw new Error('the process is dead');
      return (run as (...parameters: string[]) => Promise<void>)(...given);
    },
  ]);
  return { files: Object.fromEntries(dying) as DurableFiles, operations: () => seen };
}
