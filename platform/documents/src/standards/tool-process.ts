import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 16 * 1_024 * 1_024;
const QUIET = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/**
 * Lets a program of others judge a document, in a process and a folder of its own, and gives what it wrote. A verdict
 * may come with any exit status; a program that says nothing has failed.
 */
export async function judged(text: string, command: (file: string) => readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-documents-'));
  try {
    const file = join(folder, 'document.json');
    await writeFile(file, text);
    const options = { cwd: folder, timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES, env: QUIET };
    const { stdout } = await run(process.execPath, [...command(file)], options).catch(
      (failure: Error & { readonly stdout?: string }) => {
        if (!failure.stdout) throw failure;
        return { stdout: failure.stdout };
      },
    );
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
