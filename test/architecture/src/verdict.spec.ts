import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './workspace.js';

type Outcome = 'passed' | 'failed' | 'pending';

describe('given a tree of two specs and what the runner says about it', () => {
  let tree: string;

  beforeEach(() => {
    tree = realpathSync(mkdtempSync(join(tmpdir(), 'mesh-verdict-')));
    execFileSync('git', ['init', '--quiet', tree]);
    for (const name of ['one.spec.ts', 'two.spec.ts']) writeFileSync(join(tree, name), '');
    execFileSync('git', ['add', '.'], { cwd: tree });
  });

  afterEach(() => rmSync(tree, { recursive: true, force: true }));

  function verdictOn(
    suites: Readonly<Record<string, readonly Outcome[]>>,
    story = 'given a story',
  ): {
    status: number | null;
    lastLine: string;
  } {
    const testResults = Object.entries(suites).map(([name, outcomes]) => ({
      name: join(tree, name),
      assertionResults: outcomes.map((status) => ({ status, ancestorTitles: [story] })),
    }));
    const results = join(tree, 'jest.json');
    writeFileSync(results, JSON.stringify({ testResults }));
    const run = spawnSync(process.execPath, [join(root, '.ci/verdict.mjs'), results], { cwd: tree, encoding: 'utf8' });
    return { status: run.status, lastLine: run.stdout.trimEnd().split('\n').at(-1) ?? '' };
  }

  it('holds when each spec ran and each test passed', () => {
    const verdict = verdictOn({ 'one.spec.ts': ['passed', 'passed'], 'two.spec.ts': ['passed'] });
    expect(verdict).toEqual({ status: 0, lastLine: '3 passed, 0 failed' });
  });

  it('falls when a test failed', () => {
    const verdict = verdictOn({ 'one.spec.ts': ['passed', 'failed'], 'two.spec.ts': ['passed'] });
    expect(verdict).toEqual({ status: 1, lastLine: '2 passed, 1 failed' });
  });

  it('falls when a spec did not run', () => {
    expect(verdictOn({ 'one.spec.ts': ['passed'] })).toEqual({ status: 1, lastLine: '1 passed, 1 failed' });
  });

  it('falls when a spec ran without a test', () => {
    const verdict = verdictOn({ 'one.spec.ts': ['passed'], 'two.spec.ts': [] });
    expect(verdict).toEqual({ status: 1, lastLine: '1 passed, 1 failed' });
  });

  it('falls when a test was skipped without a reason', () => {
    const verdict = verdictOn({ 'one.spec.ts': ['passed'], 'two.spec.ts': ['passed', 'pending'] });
    expect(verdict).toEqual({ status: 1, lastLine: '2 passed, 0 failed, 1 skipped' });
  });

  it('holds when a test was skipped in a spec that has a reason', () => {
    mkdirSync(join(tree, '.ci'));
    writeFileSync(
      join(tree, '.ci/allowed-skips.json'),
      JSON.stringify({ 'two.spec.ts': 'needs data that is not shipped' }),
    );
    const verdict = verdictOn({ 'one.spec.ts': ['passed'], 'two.spec.ts': ['passed', 'pending'] });
    expect(verdict).toEqual({ status: 0, lastLine: '2 passed, 0 failed, 1 skipped' });
  });

  it('falls when a story was left out for want of a program, whatever the reason', () => {
    mkdirSync(join(tree, '.ci'));
    writeFileSync(join(tree, '.ci/allowed-skips.json'), JSON.stringify({ 'two.spec.ts': 'there is no Java here' }));
    const verdict = verdictOn(
      { 'one.spec.ts': ['passed'], 'two.spec.ts': ['pending'] },
      'given a broker (needs Apache Kafka: npm run tools)',
    );
    expect(verdict).toEqual({ status: 1, lastLine: '1 passed, 0 failed, 1 skipped' });
  });

  it('falls when nothing ran at all', () => {
    expect(verdictOn({})).toEqual({ status: 1, lastLine: '0 passed, 2 failed' });
  });
});
