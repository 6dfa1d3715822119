import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { ContractWorkspace, type Visits } from '../testing/contract-workspace.js';
import { ControlPlaneDouble } from '../testing/control-plane-double.js';
import { ran } from '../testing/recording-terminal.js';

const LOOSER = { ward: '@IsOptional() @IsString()' };
const GROWN = { more: '@Example(1) @IsOptional() @IsInt() bed?: number;' };
const ENDING =
  "deprecated: { since: '1.1.0', announced: '2026-01-01', sunset: '2099-01-01', replacement: 'cardiology.visits' },";

describe('given a product of which 1.0.0 was released', () => {
  const open: ContractWorkspace[] = [];
  const workspaceOf = async (declaration: Visits, releases?: ContractWorkspace): Promise<ContractWorkspace> => {
    const workspace = await ContractWorkspace.of(declaration, releases);
    open.push(workspace);
    return workspace;
  };
  let first: ContractWorkspace;
  const next = (declaration: Visits): Promise<ContractWorkspace> => workspaceOf(declaration, first);

  beforeAll(async () => {
    first = await workspaceOf({ version: '1.0.0' });
    await first.mesh('emit');
    expect((await first.mesh('release', 'visits')).stdout).toContain('cardiology.visits 1.0.0 is released');
  });

  afterAll(() => Promise.all(open.map((workspace) => workspace.remove())));

  it('keeps the exact bytes that were published, and releases them once', async () => {
    const published = await readdir(first.inContract('published'), { recursive: true });
    expect(await readdir(first.inContract('released'))).toEqual(['1.0.0']);
    expect(await readdir(first.inContract('released/1.0.0'), { recursive: true })).toEqual(published);
    for (const name of ['openapi.json', 'schemas/Visit.schema.json'])
      expect(await readFile(first.inContract('released/1.0.0', name))).toEqual(
        await readFile(first.inContract('published', name)),
      );
    const again = await first.mesh('release', 'visits', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ version: '1.0.0', outcome: 'already there' });
  });

  it('finds nothing different, and a product that was never released', async () => {
    const { status, stdout } = await first.mesh('check');
    expect(status).toBe(0);
    expect(stdout).toContain('cardiology.visits 1.0.0 → 1.0.0 (against released/1.0.0): nothing is different');
    expect(stdout).toContain('radiology.waiting 1.0.0: new');
  });

  it('refuses a loosened output in a patch, says the smallest version and who would break', async () => {
    const looser = await next({ version: '1.0.1', ...LOOSER });
    const { status, stdout } = await looser.mesh('check', 'cardiology.visits');
    expect(status).toBe(4);
    expect(stdout).toContain('REFUSED, the changes deserve major, at least 2.0.0');
    expect(stdout).toMatch(/^ {2}readers {2}major +visited +`ward` may now be left out: readers may meet/m);
    expect(stdout).toContain('would break radiology.waiting (product, port visited)');
    expect(stdout).toContain('not the mesh at http://127.0.0.1:1, which did not answer');
    expect(stdout).toContain('run mesh emit');
  });

  it('tells a program the same', async () => {
    const looser = await next({ version: '1.0.1', ...LOOSER });
    const { status, stdout, stderr } = await looser.mesh('check', 'visits', '--json');
    expect([status, stderr]).toEqual([4, '']);
    const { compatible, products } = JSON.parse(stdout) as {
      compatible: boolean;
      products: [{ changes: { kind: string }[]; wouldBreak: { changes: number[] }[] }];
    };
    expect(compatible).toBe(false);
    expect(products).toMatchObject([
      {
        product: 'cardiology.visits',
        isNew: false,
        released: '1.0.0',
        declared: '1.0.1',
        deserves: 'major',
        smallest: '2.0.0',
        acceptable: false,
        wouldBreak: [{ id: 'radiology.waiting', kind: 'product', port: 'visited' }],
      },
    ]);
    expect(products[0].wouldBreak[0]?.changes.map((at) => products[0].changes[at]?.kind)).toContain('field-optional');
  });

  it('accepts a field more in a minor, and nobody breaks', async () => {
    const grown = await next({ version: '1.1.0', ...GROWN });
    const { status, stdout } = await grown.mesh('check', 'visits');
    expect(status).toBe(0);
    expect(stdout).toContain('fine, the changes deserve minor, at least 1.1.0');
    expect(stdout).not.toContain('would break');
  });

  it('refuses another document under a version that is released', async () => {
    const grown = await next({ version: '1.0.0', ...GROWN });
    expect((await grown.mesh('check', 'visits')).status).toBe(4);
    await grown.mesh('emit');
    expect((await grown.mesh('release', 'visits')).stderr).toContain('CLI.RELEASE_EXISTS');
  });

  it('releases no version that is too small, and nothing that is stale', async () => {
    const looser = await next({ version: '1.1.0', ...LOOSER });
    expect((await looser.mesh('release', 'visits')).stderr).toContain('CLI.PUBLISHED_STALE');
    await looser.mesh('emit');
    const { status, stderr } = await looser.mesh('release', 'visits');
    expect(status).toBe(1);
    expect(stderr).toContain('CLI.VERSION_TOO_SMALL');
    expect(stderr).toContain('smallest: 2.0.0');
    expect(await readdir(looser.inContract('released'))).toEqual(['1.0.0']);
  });

  it('releases a new major only when the end of the old one was announced', async () => {
    const unannounced = await next({ version: '2.0.0', ...LOOSER });
    const checked = await unannounced.mesh('check', 'visits');
    expect([checked.status, checked.stdout]).toEqual([0, expect.stringContaining('note: v1 has no announced end')]);
    await unannounced.mesh('emit');
    expect((await unannounced.mesh('release', 'visits')).stderr).toContain('CLI.MAJOR_WITHOUT_END');

    const announced = await next({ version: '1.1.0', deprecated: ENDING });
    await announced.mesh('emit');
    expect((await announced.mesh('release', 'visits')).status).toBe(0);
    const major = await workspaceOf({ version: '2.0.0', ...LOOSER }, announced);
    await major.mesh('emit');
    expect((await major.mesh('release', 'visits')).stdout).toContain('2.0.0 is released');
    expect(await readdir(major.inContract('released'))).toEqual(['1.0.0', '1.1.0', '2.0.0']);
    const patch = await workspaceOf({ version: '1.1.1', deprecated: ENDING }, major);
    expect((await patch.mesh('check', 'visits')).stdout).toContain('against released/1.1.0');
  });

  it('compares with a folder or a git revision instead', async () => {
    const looser = await next({ version: '1.5.0', ...LOOSER });
    const against = (of: string) => looser.mesh('check', 'visits', '--against', of);
    expect((await against(first.inContract('released/1.0.0'))).status).toBe(4);
    expect((await against(first.root)).status).toBe(4);

    const git = (...options: string[]): unknown =>
      execFileSync('git', ['-c', 'safe.directory=*', '-c', 'user.name=t', '-c', 'user.email=t@t.example', ...options], {
        cwd: looser.root,
        stdio: 'pipe',
      });
    git('init');
    await looser.mesh('emit');
    git('add', 'contracts');
    git('commit', '-m', 'looser');
    const { status, stdout } = await against('HEAD');
    expect(status).toBe(0);
    expect(stdout).toContain('1.5.0 → 1.5.0 (against HEAD): nothing is different');
    expect((await against('no-such-revision')).stderr).toContain('CLI.BASELINE_UNKNOWN');
    expect((await against('--output=x')).stderr).toContain('CLI.BASELINE_UNKNOWN');
  });

  it('names those whom a mesh knows', async () => {
    const looser = await next({ version: '1.0.1', ...LOOSER });
    const path = 'GET /catalog/products/cardiology.visits/consumers?limit=100';
    const double = await ControlPlaneDouble.start(() => ({
      [path]: {
        body: {
          consumers: [
            { id: 'carla-consumer', port: 'visited', kind: 'agreement', purpose: 'HRESCH', until: '2026-12-31' },
          ],
          nextCursor: 'n',
        },
      },
      [`${path}&cursor=n`]: {
        body: {
          consumers: [
            { id: 'clinic-app', port: 'visited', kind: 'caller', lastUsedAt: '2026-03-01T08:00:00Z' },
            { id: 'other', port: 'elsewhere', kind: 'caller' },
          ],
        },
      },
    }));
    try {
      const address = `http://127.0.0.1:${double.port}`;
      const { stdout } = await looser.mesh('check', 'visits', '--mesh', `${address}/`);
      expect(stdout).toContain('would break carla-consumer (agreement, port visited, for HRESCH, until 2026-12-31)');
      expect(stdout).toContain('would break clinic-app (caller, port visited, last seen 2026-03-01T08:00:00Z)');
      expect(stdout).not.toContain('other (');
      expect(stdout).toContain(`and the mesh at ${address}`);
    } finally {
      await double.stop();
    }
  });

  it('refuses a released copy that was changed', async () => {
    const damaged = await next({ version: '1.0.1' });
    const file = damaged.inContract('released/1.0.0/product.odps.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('version: 1.0.0', 'version: 1.0.9'));
    const { status, stderr } = await damaged.mesh('check', 'visits');
    expect([status, stderr]).toEqual([1, expect.stringContaining('CLI.RELEASE_DAMAGED')]);
  });

  it.each([
    [['--mesh', 'ftp://example.org'], 2, 'CLI.OPTION_WRONG'],
    [['no-such-product'], 1, 'CLI.CONTRACT_UNKNOWN'],
  ])('says what is wrong with %j', async (options, status, code) => {
    const told = await first.mesh('check', ...options);
    expect([told.status, told.stderr]).toEqual([status, expect.stringContaining(code)]);
  });
});

describe('given a folder that is no workspace', () => {
  it('says so', async () => {
    const { status, stderr } = await ran(['check', '--workspace', '/']);
    expect([status, stderr]).toEqual([1, expect.stringContaining('WORKSPACE.NOT_FOUND')]);
  });
});
