import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { toolPath } from '@mesh/test-contracts';

const program = fileURLToPath(new URL('./prequential.py', import.meta.url));

/** Runs River, unmodified, in a process of its own: questions in, as many answers out. */
export function askRiver<Answers extends readonly unknown[]>(...orders: { [At in keyof Answers]: object }): Answers {
  const output = execFileSync(toolPath('science-python'), [program], {
    input: JSON.stringify(orders),
    maxBuffer: 256 * 1_048_576,
    timeout: 240_000,
  });
  return JSON.parse(output.toString('utf8')) as Answers;
}
