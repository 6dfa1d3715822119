import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredProducts, odcsFindings, odpsFindings } from '@mesh/documents';
import { storyWith, toolPath } from './tools/tools.js';
import { root } from './workspace.js';

const declared = await declaredProducts(root);
const committed = (folder: string, name: string) => readFileSync(join(root, folder, 'published', name), 'utf8');

interface Verdict {
  readonly result: string;
  readonly checks: readonly { readonly result: string; readonly reason: string }[];
}

/** Lints a contract with the program that the community uses; it stops by itself, long before the test would. */
function datacontractLint(contract: string): { status: number | null; verdict: Verdict } {
  const folder = mkdtempSync(join(tmpdir(), 'mesh-lint-'));
  try {
    const [file, report] = [join(folder, 'contract.odcs.yaml'), join(folder, 'report.json')];
    writeFileSync(file, contract);
    const { status } = spawnSync(
      toolPath('datacontract'),
      ['lint', '--all-errors', '--output-format', 'json', '--output', report, file],
      { cwd: folder, timeout: 60_000, encoding: 'utf8' },
    );
    return { status, verdict: JSON.parse(readFileSync(report, 'utf8')) as Verdict };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('finds products to judge', () => {
  expect(declared.map(({ product }) => product.id)).toContain('cardiology.heart-disease-risk');
});

describe.each(declared)('given the documents of $folder', ({ folder }) => {
  it('finds the data contract valid by ODCS 3.1.0 and by the rules of the house', () => {
    expect(odcsFindings(committed(folder, 'contract.odcs.yaml'))).toEqual([]);
  });

  it('finds the product descriptor valid by ODPS 1.0.0, and fitting its contract', () => {
    const contract = committed(folder, 'contract.odcs.yaml');
    expect(odpsFindings(committed(folder, 'product.odps.yaml'), contract)).toEqual([]);
  });
});

storyWith('datacontract')('given the linter of datacontract-cli', () => {
  it.each(declared)('passes the contract of $folder', ({ folder }) => {
    const { status, verdict } = datacontractLint(committed(folder, 'contract.odcs.yaml'));
    expect(verdict.checks.filter(({ result }) => result !== 'passed')).toEqual([]);
    expect(verdict.result).toBe('passed');
    expect(status).toBe(0);
  });

  it.each([
    ['physicalType: topic', 'topicName: scored', 'warning', 0],
    ['status: active', 'status: 5', 'failed', 1],
  ])('does not pass a contract that has another line in the place of "%s"', (sound, spoilt, result, exit) => {
    const [{ folder = '' } = {}] = declared;
    const { status, verdict } = datacontractLint(committed(folder, 'contract.odcs.yaml').replace(sound, spoilt));
    // Of a member that no standard knows it only warns: what counts is the verdict, not the exit status.
    expect({ result: verdict.result, status }).toEqual({ result, status: exit });
  });
});
