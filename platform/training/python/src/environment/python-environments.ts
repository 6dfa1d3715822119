import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TrainingRunErrors } from '@mesh/training';
import { runProcess } from '../process/run-process.js';
import { isAlive } from '../protocol/scratch-folder.js';
import { findPython } from './find-python.js';

const LONGEST_INSTALLATION_MS = 15 * 60_000;
const INSTALLER_MEMORY_MB = 2_048;
const PACKAGE = /^[a-z0-9][\w.-]*==/gim;
const PIP = [
  '-m',
  'pip',
  'install',
  '--disable-pip-version-check',
  '--no-input',
  '--no-deps',
  '--progress-bar',
  'off',
] as const;

/** What follows the making of an environment. */
export interface EnvironmentWatch {
  readonly onProgress?: (fraction: number, stage: string) => void;
  readonly onLine?: (line: string) => void;
  readonly signal?: AbortSignal;
}

export interface PythonEnvironmentsSettings {
  /** Where the environments are kept: one folder each, named by what it was made from. */
  readonly home: string;
  /** What the installer sees of the environment: where the package index is, and through which proxy. */
  readonly installerEnvironment: Readonly<Record<string, string>>;
  /** Commands to try for a Python. Default python3, python3.14 and so on. */
  readonly commands?: readonly string[];
}

/**
 * Virtual environments made from lock files with hashes, at first use, and kept. Each is made aside and moved into place in
 * one step, so several services may want the same one at once, and a half-made one is never used.
 */
export class PythonEnvironments {
  private readonly making = new Map<string, Promise<string>>();

  constructor(private readonly settings: PythonEnvironmentsSettings) {}

  /** What has to be installed before any environment can be made; nothing when all is there. */
  async waitsFor(): Promise<string | undefined> {
    return (await findPython(this.settings.commands)) ? undefined : 'Python 3.11 or later with its venv module';
  }

  /** The interpreter of the environment of this lock. Throws TRAINING_RUN.PYTHON_MISSING or ENVIRONMENT_FAILED. */
  async interpreter(lock: URL, watch: EnvironmentWatch = {}): Promise<string> {
    const python = await findPython(this.settings.commands);
    if (python === undefined) throw TrainingRunErrors.PYTHON_MISSING();
    const pinned = await readFile(lock, 'utf8');
    const fingerprint = createHash('sha256').update(`${python.build}\n${pinned}`).digest('hex').slice(0, 16);
    const folder = join(this.settings.home, fingerprint);
    const interpreter = join(folder, 'bin', 'python');
    if (await isReady(folder)) return interpreter;
    const begun = this.making.get(fingerprint);
    // Whoever comes second waits for the first; when that one was cancelled, it begins anew.
    if (begun !== undefined) return begun.catch(() => this.interpreter(lock, watch));
    const made = this.make(
      folder,
      { python: python.executable, lock, packages: pinned.match(PACKAGE)?.length ?? 0 },
      watch,
    )
      .then(() => interpreter)
      .finally(() => this.making.delete(fingerprint));
    this.making.set(fingerprint, made);
    return made;
  }

  private async make(
    folder: string,
    { python, lock, packages }: { readonly python: string; readonly lock: URL; readonly packages: number },
    watch: EnvironmentWatch,
  ): Promise<void> {
    const { home } = this.settings;
    await mkdir(home, { recursive: true });
    await removeAbandoned(home);
    const draft = await mkdtemp(join(home, `draft-${process.pid}-`));
    try {
      watch.onProgress?.(0, 'Python environment');
      await this.run([python, '-m', 'venv', draft], draft, watch);
      let collected = 0;
      const seen = (line: string): void => {
        watch.onLine?.(line);
        if (line.startsWith('Collecting '))
          watch.onProgress?.(++collected / (packages + 1), `Python environment: ${line}`);
      };
      const install = [...PIP, '--require-hashes', '--only-binary', ':all:', '-r', fileURLToPath(lock)];
      await this.run([join(draft, 'bin', 'python'), ...install], draft, { ...watch, onLine: seen });
      await writeFile(join(draft, 'ready.json'), `${JSON.stringify({ lock: fileURLToPath(lock), packages })}\n`);
      await rename(draft, folder).catch(async (error: unknown) => {
        // Another service was faster, and its environment is as good.
        if (!(await isReady(folder))) throw error;
      });
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }

  private async run(command: [string, ...string[]], folder: string, watch: EnvironmentWatch): Promise<void> {
    const { signal, onLine = () => undefined } = watch;
    const end = await runProcess({
      command,
      folder,
      environment: { ...this.settings.installerEnvironment, PYTHONNOUSERSITE: '1' },
      timeoutMs: LONGEST_INSTALLATION_MS,
      memoryMb: INSTALLER_MEMORY_MB,
      onLine,
      ...(signal && { signal }),
    });
    if (end.how === 'cancelled') throw TrainingRunErrors.CANCELLED();
    if (end.how !== 'exited' || end.status !== 0)
      throw TrainingRunErrors.ENVIRONMENT_FAILED({ reason: end.lastLines.at(-1)?.slice(0, 300) ?? end.how });
  }
}

const isReady = (folder: string): Promise<boolean> =>
  readFile(join(folder, 'ready.json')).then(
    () => true,
    () => false,
  );

async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const owner = Number(/^draft-(\d+)-/.exec(name)?.[1]);
    if (owner > 0 && !isAlive(owner)) await rm(join(home, name), { recursive: true, force: true });
  }
}
