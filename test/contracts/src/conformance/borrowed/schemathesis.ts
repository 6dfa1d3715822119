import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolPath } from '../../tools/tools.js';

/** What Schemathesis reports of a run. */
export interface Report {
  readonly exit_code: number;
  readonly stop_reason: string;
  readonly operations: { readonly tested: number; readonly errored: number };
  readonly test_cases: { readonly generated: number; readonly with_failures: number };
  readonly failures: readonly object[];
  readonly errors: readonly object[];
  readonly warnings: Readonly<Record<string, readonly unknown[]>>;
}

/** What Schemathesis is to call. */
export interface Run {
  readonly openApi: string;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly operationIds: readonly string[];
  readonly phases?: readonly string[];
}

const OWN_CHECK = fileURLToPath(new URL('./shape-kept.py', import.meta.url));
const EXAMPLES_AN_OPERATION = 10;
const WITHIN_MS = 240_000;

/**
 * Lets Schemathesis call the operations of an OpenAPI document with made-up requests, the same ones each time. Off:
 * `positive_data_acceptance`, which our own check stands in for, see there; and the phase of stateful calls, since the
 * documents name no links between operations.
 */
export async function schemathesis({ openApi, baseUrl, headers, operationIds, phases }: Run): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-schemathesis-'));
  try {
    const [document, report] = [join(folder, 'openapi.json'), join(folder, 'report.json')];
    await writeFile(document, openApi);
    const said = await run(
      [
        ...['run', document, '--url', baseUrl],
        ...['--checks', 'all', '--exclude-checks', 'positive_data_acceptance'],
        ...['--phases', (phases ?? ['examples', 'coverage', 'fuzzing']).join(',')],
        ...['--max-examples', String(EXAMPLES_AN_OPERATION), '--generation-deterministic', '--continue-on-failure'],
        ...['--request-timeout', '15', '--no-color', '--report', 'json', '--report-json-path', report],
        ...operationIds.flatMap((id) => ['--include-operation-id', id]),
        ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
      ],
      folder,
    );
    const text = await readFile(report, 'utf8').catch(() => {
      throw new Error(`schemathesis wrote no report: ${said.slice(-2_000)}`);
    });
    return JSON.parse(text) as Report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Resolves to what it said; its exit status is in the report. */
const run = (args: readonly string[], cwd: string): Promise<string> =>
  new Promise((resolve) => {
    const env = { ...process.env, SCHEMATHESIS_HOOKS: OWN_CHECK };
    execFile(toolPath('schemathesis'), [...args], { cwd, env, timeout: WITHIN_MS, maxBuffer: 64e6 }, (_, out, err) =>
      resolve(`${out}${err}`),
    );
  });
