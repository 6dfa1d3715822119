import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { toolPath } from '@mesh/test-contracts';

/** A cell of a notebook, as nbformat 4 writes it; of outputs only what a reader of errors needs. */
export interface Cell {
  readonly cell_type: 'markdown' | 'code' | 'raw';
  readonly source: readonly string[] | string;
  readonly execution_count?: number | null;
  readonly outputs?: readonly { readonly output_type: string; readonly data?: Readonly<Record<string, unknown>> }[];
}

/** A notebook, or what a run of it left. */
export interface Notebook {
  readonly nbformat: number;
  readonly cells: readonly Cell[];
  readonly metadata: { readonly papermill?: { readonly exception: boolean | null } };
}

/** Reads a notebook file. */
export const readNotebook = async (file: string): Promise<Notebook> =>
  JSON.parse(await readFile(file, 'utf8')) as Notebook;

const LONGEST_RUN_MS = 240_000;

/** Lets papermill run a notebook from its first cell to its last, in a folder of its own; resolves to what it left. */
export async function executed(
  notebook: string,
  { folder, environment }: { readonly folder: string; readonly environment: Readonly<Record<string, string>> },
): Promise<Notebook> {
  const written = join(folder, 'executed.ipynb');
  await mkdir(folder, { recursive: true });
  // The settings of whoever runs the tests must not decide how it ends, nor may it leave anything in their home.
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    LANG: 'C.UTF-8',
    MPLBACKEND: 'module://matplotlib_inline.backend_inline',
  };
  const command = ['--no-progress-bar', '--kernel', 'python3', '--cwd', folder, notebook, written];
  await promisify(execFile)(toolPath('papermill'), command, {
    ...{ cwd: folder, timeout: LONGEST_RUN_MS, maxBuffer: 16e6 },
    env: { ...env, ...environment },
  }).catch((failure: { readonly stderr?: string }) => {
    throw new Error(`the notebook ended early: ${failure.stderr?.slice(-4_000) ?? String(failure)}`);
  });
  return readNotebook(written);
}
