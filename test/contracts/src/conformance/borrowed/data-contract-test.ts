import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolPath } from '../../tools/tools.js';

/** One check that datacontract-cli made. */
export interface Check {
  readonly name: string;
  readonly type: string;
  readonly field: string | null;
  readonly result: 'passed' | 'warning' | 'failed' | 'error' | 'info' | 'unknown' | 'skipped';
  readonly reason: string | null;
}

export interface Verdict {
  readonly result: Check['result'];
  readonly checks: readonly Check[];
}

const WITHIN_MS = 60_000;

/** Lets `datacontract test` judge one dataset of a contract in the lake below a home, as somebody does who has both. */
export async function testLake(contract: string, schema: string, home: string): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-contract-'));
  try {
    const [file, report] = [join(folder, 'contract.odcs.yaml'), join(folder, 'report.json')];
    await writeFile(file, contract);
    // The contract names the lake of a mesh that was started here without settings.
    await symlink(home, join(folder, '.mesh'));
    await run(
      [
        'test',
        '--server',
        'lake',
        '--schema-name',
        schema,
        '--no-inline-references',
        '--output-format',
        'json',
        '--output',
        report,
        file,
      ],
      folder,
    );
    return JSON.parse(await readFile(report, 'utf8')) as Verdict;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Its exit status says nothing that the report does not say better. */
const run = (args: readonly string[], cwd: string): Promise<void> =>
  new Promise((resolve) => {
    execFile(toolPath('datacontract'), [...args], { cwd, timeout: WITHIN_MS, maxBuffer: 16e6 }, () => resolve());
  });
