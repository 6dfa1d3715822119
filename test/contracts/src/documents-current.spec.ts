import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { declaredProducts } from '@mesh/documents';
import { root } from './workspace.js';

interface Report {
  readonly products: readonly string[];
  readonly documents: number;
  readonly problems: readonly unknown[];
  readonly git: boolean;
}

/** The command as a person runs it, on what `npm test` compiles beforehand. */
function meshEmitCheck<Answer>(folder: string): { status: number | null; answer: Answer } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'platform/cli/bin/mesh.mjs'), 'emit', '--check', '--json'],
    { cwd: folder, encoding: 'utf8', timeout: 60_000 },
  );
  if (stdout === '') throw new Error(`mesh emit said nothing: ${stderr}`);
  return { status, answer: JSON.parse(stdout) as Answer };
}

describe('given the documents that are committed', () => {
  it('finds each of them current, none missing, none surplus, none forgotten by git', async () => {
    const { status, answer: report } = meshEmitCheck<Report>(join(root, 'test/contracts'));
    expect(report).toMatchObject({ problems: [], git: true });
    expect(status).toBe(0);
    expect(report.products).toEqual((await declaredProducts(root)).map(({ product }) => product.id));
    expect(report.documents).toBeGreaterThan(4 * report.products.length);
  });
});

describe('given a contract that was changed since it was compiled', () => {
  let workspace: string;
  const put = (path: string, text: string, time: Date): void => {
    mkdirSync(join(workspace, path, '..'), { recursive: true });
    writeFileSync(join(workspace, path), text);
    utimesSync(join(workspace, path), time, time);
  };
  const [noon, later] = [new Date('2026-01-01T12:00:00Z'), new Date('2026-01-01T12:01:00Z')];

  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'mesh-stale-'));
    put('package.json', JSON.stringify({ workspaces: ['contracts/*/*'] }), noon);
    const exported = { name: '@try/words', type: 'module', exports: { '.': { default: './dist/index.js' } } };
    put('contracts/shared/words/package.json', JSON.stringify(exported), noon);
    put('contracts/shared/words/src/index.ts', 'export const words = [];', noon);
    put('contracts/shared/words/dist/index.js', 'export const words = [];', noon);
  });

  afterEach(() => rmSync(workspace, { recursive: true, force: true }));

  it('refuses to judge documents by the old one', () => {
    put('contracts/shared/words/src/index.ts', 'export const words = [1];', later);
    const { status, answer } = meshEmitCheck<{ error: { code: string; fix: string } }>(workspace);
    expect(status).toBe(1);
    expect(answer.error).toMatchObject({
      code: 'WORKSPACE.NOT_BUILT',
      fix: expect.stringContaining('npm run build') as string,
    });
  });

  it('judges once it is compiled', () => {
    expect(meshEmitCheck<Report>(workspace)).toMatchObject({ status: 0, answer: { documents: 0, problems: [] } });
  });
});
