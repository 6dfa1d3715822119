import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const COMMANDS = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'] as const;
const PROBE =
  'import json, platform, sys, venv, ensurepip; ' +
  'print(json.dumps([sys.version_info >= (3, 11), sys.executable, sys.version, platform.machine()]))';

/** A Python that can make virtual environments; `build` tells it from every other one. */
export interface FoundPython {
  readonly executable: string;
  readonly build: string;
}

/** The first Python of 3.11 or later on the path that can make virtual environments, if there is one. */
export async function findPython(commands: readonly string[] = COMMANDS): Promise<FoundPython | undefined> {
  for (const command of commands) {
    try {
      const { stdout } = await run(command, ['-I', '-c', PROBE], { timeout: 30_000 });
      const [recent, executable, version, machine] = JSON.parse(stdout) as [boolean, string, string, string];
      if (recent) return { executable, build: `${version} ${machine} ${executable}` };
    } catch {
      // Not there, or without venv: the next one may do.
    }
  }
  return undefined;
}
