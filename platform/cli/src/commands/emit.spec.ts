import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ran, type Ran } from '../testing/recording-terminal.js';

const PACKAGES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

const declaration = (id: string, events = true): string => `
import { IsString } from 'class-validator';
import { dataProduct, event, Example, IsInstant, rest } from '@mesh/product';

export class Visit {
  @Example('v-1')
  @IsString()
  visitId!: string;

  @Example('2026-03-01T08:00:00Z')
  @IsInstant()
  startedAt!: string;
}

export const product = dataProduct('${id}', {
  version: '1.0.0',
  title: 'Visits',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Know who comes.',
  sensitivity: 'internal',
  ports: {
    visits: rest.post('/visits', { summary: 'Takes a visit', body: Visit, returns: Visit }),
    ${events ? "visited: event('visited', { summary: 'Somebody came', message: Visit, id: 'visitId', key: 'visitId', at: 'startedAt' })," : ''}
  },
  grants: [],
  promises: { availability: 0.99, freshness: '5m', retention: '1y' },
});
`;

describe('given a workspace with two products', () => {
  let root: string;

  const inTree = (...path: string[]): string => join(root, ...path);
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(inTree(path)), { recursive: true });
    await writeFile(inTree(path), text);
  };
  const declare = async (folder: string, text: string): Promise<void> => {
    const exported = { '.': { 'mesh-source': './src/index.ts', default: './dist/index.js' } };
    await put(
      `contracts/${folder}/package.json`,
      JSON.stringify({ name: `@try/${folder}`, type: 'module', exports: exported }),
    );
    await put(`contracts/${folder}/src/index.ts`, text);
  };
  const emit = (...options: string[]): Promise<Ran> => ran(['emit', '--workspace', root, ...options]);
  const check = async (): Promise<{ status: number; problems: readonly string[] }> => {
    const { status, stdout } = await emit('--check', '--json');
    const { problems } = JSON.parse(stdout) as { problems: { problem: string; file: string }[] };
    return { status, problems: problems.map(({ problem, file }) => `${problem} ${file}`) };
  };
  const git = (...options: string[]): unknown =>
    execFileSync('git', ['-c', 'safe.directory=*', ...options], { cwd: root, stdio: 'pipe' });
  const published = 'contracts/cardiology/visits/published';

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'mesh-emit-'));
    await symlink(PACKAGES, inTree('node_modules'));
    await put('package.json', JSON.stringify({ name: 'try', type: 'module', workspaces: ['contracts/*/*'] }));
    await declare('cardiology/visits', declaration('cardiology.visits'));
    await declare('radiology/visits', declaration('radiology.visits', false));
    await declare('shared/words', 'export const words = [];');
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  it('writes the documents of both, and says which', async () => {
    const { status, stdout } = await emit();
    expect(status).toBe(0);
    expect(stdout).toContain('cardiology.visits: ');
    expect(stdout).toContain(`wrote   ${published}/contract.odcs.yaml`);
    expect(await readdir(inTree(published))).toEqual(
      expect.arrayContaining(['asyncapi.json', 'contract.odcs.yaml', 'openapi.json', 'product.odps.yaml', 'schemas']),
    );
    expect(await readdir(inTree('contracts/radiology/visits/published'))).not.toContain('asyncapi.json');
    expect(await readdir(inTree('contracts/shared/words'))).not.toContain('published');
  });

  it('writes only those that are named, by id or last part', async () => {
    expect((await emit('radiology.visits')).status).toBe(0);
    await expect(readdir(inTree(published))).rejects.toThrow('ENOENT');
    const { stdout } = await emit('visits', '--json');
    const { products } = JSON.parse(stdout) as { products: { product: string; changes: unknown[] }[] };
    expect(products.map(({ product, changes }) => [product, changes.length > 0])).toEqual([
      ['cardiology.visits', true],
      ['radiology.visits', false],
    ]);
  });

  it('changes nothing the second time', async () => {
    await emit();
    const { status, stdout } = await emit('--json');
    expect(status).toBe(0);
    const { products } = JSON.parse(stdout) as { products: { changes: unknown[] }[] };
    expect(products.map(({ changes }) => changes)).toEqual([[], []]);
  });

  it('rewrites what was changed by hand and removes what is no longer published', async () => {
    await emit();
    const before = await readFile(inTree(published, 'openapi.json'), 'utf8');
    await put(`${published}/openapi.json`, before.replace('Visits', 'Visitors'));
    await put(`${published}/schemas/old/Gone.schema.json`, '{}');
    await put('contracts/radiology/former/published/openapi.json', '{}');
    const { stdout } = await emit();
    expect(stdout).toContain(`rewrote ${published}/openapi.json`);
    expect(stdout).toContain(`removed ${published}/schemas/old/Gone.schema.json`);
    expect(await readFile(inTree(published, 'openapi.json'), 'utf8')).toBe(before);
    expect(await readdir(inTree(published, 'schemas'))).not.toContain('old');
    await expect(readdir(inTree('contracts/radiology/former'))).rejects.toThrow('ENOENT');
  });

  it('checks without writing, and names each file that is missing, stale or surplus', async () => {
    expect(await check()).toMatchObject({ status: 1 });
    await expect(readdir(inTree(published))).rejects.toThrow('ENOENT');
    await emit();
    await rm(inTree(published, 'asyncapi.json'));
    await put(`${published}/product.odps.yaml`, 'kind: DataProduct\n');
    await put(`${published}/notes.txt`, 'by hand');
    expect(await check()).toEqual({
      status: 1,
      problems: [
        `missing ${published}/asyncapi.json`,
        `stale ${published}/product.odps.yaml`,
        `surplus ${published}/notes.txt`,
      ],
    });
    expect(await readFile(inTree(published, 'product.odps.yaml'), 'utf8')).toBe('kind: DataProduct\n');
  });

  it('holds documents that git does not keep against the tree, where there is git', async () => {
    await emit();
    expect(await check()).toEqual({ status: 0, problems: [] });
    git('init', '--quiet');
    git('add', 'contracts/radiology', `${published}/openapi.json`, `${published}/schemas`);
    const { status, problems } = await check();
    expect(status).toBe(1);
    expect(problems).toEqual(
      ['asyncapi.json', 'contract.odcs.yaml', 'product.odps.yaml'].map((name) => `untracked ${published}/${name}`),
    );
    git('add', published);
    expect(await check()).toEqual({ status: 0, problems: [] });
  });

  it('works from any folder inside', async () => {
    const { status } = await ran(['emit', '--workspace', inTree('contracts/radiology/visits/src')]);
    expect(status).toBe(0);
    expect(await readdir(inTree(published))).toContain('openapi.json');
  });

  it('refuses a name that nobody declares, and lists those that are', async () => {
    const { status, stderr } = await emit('visit');
    expect(status).toBe(1);
    expect(stderr).toContain('WORKSPACE.PRODUCT_UNKNOWN');
    expect(stderr).toContain('cardiology.visits, radiology.visits');
  });

  it('refuses a product in the folder of another, and writes nothing', async () => {
    await declare('radiology/images', declaration('radiology.scans'));
    const { status, stderr } = await emit();
    expect(status).toBe(1);
    expect(stderr).toContain('WORKSPACE.PRODUCT_MISPLACED');
    expect(stderr).toContain('contracts/radiology/images');
    await expect(readdir(inTree(published))).rejects.toThrow('ENOENT');
  });

  it('names the contract that cannot be loaded', async () => {
    await declare('radiology/images', `throw new Error('half written');`);
    const { status, stderr } = await emit();
    expect(status).toBe(1);
    expect(stderr).toContain('WORKSPACE.CONTRACT_BROKEN');
    expect(stderr).toContain('@try/radiology/images');
  });
});

describe('given a folder outside of any workspace', () => {
  it('says so', async () => {
    const { status, stderr } = await ran(['emit', '--workspace', tmpdir()]);
    expect(status).toBe(1);
    expect(stderr).toContain('WORKSPACE.NOT_FOUND');
  });
});
