import { Readable, Writable } from 'node:stream';
import { runCommandLine } from '../program.js';
import type { ExitStatus } from '../exit-status.js';

/** What a command line printed and how it ended. */
export interface Ran {
  readonly status: ExitStatus;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process on a terminal that remembers. */
export async function ran(commandLine: readonly string[], env: NodeJS.ProcessEnv = {}, stdin = ''): Promise<Ran> {
  const [stdout, stderr] = [remembering(), remembering()];
  const status = await runCommandLine(
    commandLine,
    { stdin: Readable.from([stdin]), stdout: stdout.stream, stderr: stderr.stream },
    env,
  );
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

function remembering(): { readonly stream: Writable; text(): string } {
  let written = '';
  const stream = new Writable({
    write(chunk: Buffer | string, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  return { stream, text: () => written };
}
