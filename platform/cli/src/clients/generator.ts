import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WORKSPACE } from '../mesh/domains-here.js';
import { ClientErrors } from './client.errors.js';

const INSTALL_WITHIN_MS = 10 * 60_000;
const GENERATE_WITHIN_MS = 2 * 60_000;
const MOST_CHARACTERS = 20_000;

interface Tools {
  readonly java?: { readonly executables: Readonly<Record<string, string>> };
}

/** Where openapi-generator is; installs it when it is missing or another version, which is told on `stderr`. */
export async function generatorPath(stderr: 'inherit' | 'ignore'): Promise<string> {
  const { status, output } = await run(process.execPath, [join(WORKSPACE, 'infra/tools/install.mjs'), 'java'], {
    timeoutMs: INSTALL_WITHIN_MS,
    stderr,
  });
  const tools = await readFile(join(WORKSPACE, '.tools/tools.json'), 'utf8').catch(() => '{}');
  const path = (JSON.parse(tools) as Tools).java?.executables['openapi-generator'];
  if (status !== 0 || path === undefined) throw ClientErrors.GENERATOR_MISSING({ says: lastLines(output) });
  return path;
}

/** What is to be generated. */
export interface Generation {
  readonly jar: string;
  readonly generator: string;
  readonly document: string;
  readonly folder: string;
  readonly options: Readonly<Record<string, string>>;
}

/** Classes and calls, without its documents, tests and settings of build services. */
const PARTS = 'apis,models,supportingFiles,apiDocs=false,modelDocs=false,apiTests=false,modelTests=false';

export async function generate({ jar, generator, document, folder, options }: Generation): Promise<void> {
  const properties = Object.entries(options).map(([name, value]) => `${name}=${value}`);
  const { status, output } = await run(
    'java',
    [
      ...['-Xmx512m', '-jar', jar, 'generate', '-i', document, '-g', generator, '-o', folder],
      ...['--global-property', PARTS, '--additional-properties', properties.join(',')],
    ],
    { timeoutMs: GENERATE_WITHIN_MS, stderr: 'ignore' },
  );
  if (status !== 0) throw ClientErrors.GENERATION_FAILED({ says: lastLines(output) });
}

interface Running {
  readonly timeoutMs: number;
  /** Whether what it says beside its output is shown. */
  readonly stderr: 'inherit' | 'ignore';
}

async function run(
  command: string,
  args: readonly string[],
  { timeoutMs, stderr }: Running,
): Promise<{ readonly status: number | null; readonly output: string }> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', stderr === 'inherit' ? 'inherit' : 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  let output = '';
  const read = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-MOST_CHARACTERS));
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  const [status] = (await once(child, 'close').catch((cause: unknown) => {
    throw ClientErrors.GENERATOR_MISSING({ command }, { cause });
  })) as [number | null];
  return { status, output };
}

const lastLines = (output: string): string => output.trim().split('\n').slice(-3).join(' ').slice(-500);
