import { createInterface } from 'node:readline';
import { CliErrors } from '../cli.errors.js';
import type { Terminal } from './terminal.js';

/** Asks a person on a terminal and takes `y` or `yes` as consent; without a terminal throws CLI.OPTION_WRONG for `--yes`. */
export async function confirmed({ stdin, stderr }: Terminal, question: string): Promise<boolean> {
  if ((stdin as { isTTY?: boolean }).isTTY !== true)
    throw CliErrors.OPTION_WRONG({ option: '--yes', expected: 'nothing, and to be there when nobody can be asked' });
  const reader = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await new Promise<string>((resolve) => {
      reader.once('close', () => resolve(''));
      reader.question(`${question} [y/N] `, resolve);
    });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    reader.close();
  }
}
