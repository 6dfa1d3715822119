/** A virtual environment of Python with the packages of a `requirements.lock`, each checked by its hash. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const CANDIDATES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];
const LONGEST_INSTALLATION_MS = 20 * 60_000;

const PROBE = 'import sys, venv, ensurepip; print(sys.version_info >= (3, 11), sys.version)';

/** A Python of 3.11 or later that can make virtual environments, and its version. */
function findPython() {
  for (const command of CANDIDATES) {
    const { status, stdout } = spawnSync(command, ['-c', PROBE], { encoding: 'utf8', timeout: 60_000 });
    if (status === 0 && stdout.startsWith('True')) return { command, version: stdout.trim() };
  }
  throw new Error('Python 3.11 or later with its venv module is needed (on Debian: python3 and python3-venv).');
}

function run(command, args) {
  const stdio = ['ignore', process.stderr.isTTY ? 2 : 'ignore', 'inherit'];
  const { status, error, signal } = spawnSync(command, args, { stdio, timeout: LONGEST_INSTALLATION_MS });
  if (error ?? signal) throw new Error(`${args.join(' ')}: ${error?.message ?? signal}`);
  if (status !== 0) throw new Error(`${args.slice(0, 3).join(' ')} … ended with ${status}.`);
}

const binOf = (home) => join(home, process.platform === 'win32' ? 'Scripts' : 'bin');

/** A part of its own: `programs` says under which name each file of the environment is found. */
export const virtualEnvironment = ({ name, lock, programs }) => ({
  name,

  lock,

  /** Where each program is; nothing when one is not there or does not start. */
  executables(home) {
    const suffix = process.platform === 'win32' ? '.exe' : '';
    const paths = Object.entries(programs).map(([program, file]) => [program, join(binOf(home), `${file}${suffix}`)]);
    if (!paths.every(([, path]) => existsSync(path))) return undefined;
    // A virtual environment points to the Python that it was made with, which may be gone by now.
    const { status } = spawnSync(join(binOf(home), `python${suffix}`), ['--version'], { timeout: 60_000 });
    return status === 0 ? Object.fromEntries(paths) : undefined;
  },

  install(home) {
    const { command, version } = findPython();
    const packages = readFileSync(lock, 'utf8').match(/^[a-z].*==/gm)?.length ?? 0;
    console.error(`tools: ${name}: up to ${packages} Python packages for ${version.split(' ')[1]}`);
    rmSync(home, { recursive: true, force: true });
    run(command, ['-m', 'venv', home]);
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--no-deps'];
    run(join(binOf(home), 'python'), [...pip, '--require-hashes', '--only-binary', ':all:', '-r', lock]);
  },
});
