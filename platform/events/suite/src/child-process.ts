import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Child processes run what is compiled. */
export const compileForChildren = (): void => {
  execFileSync(process.execPath, [join(root, 'infra/local/compile.mjs')]);
};

/** A process of its own that can be killed at a moment it names. */
export interface ChildOfTest {
  /** Resolves when the child has said so many lines. */
  said(lines: number): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts a module of JavaScript; `say(line)` in it writes a line, `forever()` never comes back. */
export function startChild(script: string): ChildOfTest {
  const prelude = `
    import { writeSync } from 'node:fs';
    const say = (line) => writeSync(1, line + '\\n');
    const forever = () => new Promise(() => setInterval(() => undefined, 1_000));
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', prelude + script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'close');
  let lines = 0;
  let complaints = '';
  let look: () => void = () => undefined;
  child.stdout.on('data', (chunk: Buffer) => {
    lines += chunk.toString().split('\n').length - 1;
    look();
  });
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString().slice(0, 2_000)));
  return {
    said: (wanted) =>
      new Promise((resolve, reject) => {
        look = () => lines >= wanted && resolve();
        void gone.then(() => reject(new Error(`the child ended by itself: ${complaints}`)));
        look();
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
