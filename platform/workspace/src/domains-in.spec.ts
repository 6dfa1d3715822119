import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { domainsIn } from './index.js';

let root: string;
const put = (folder: string, manifest: unknown): void => {
  mkdirSync(join(root, 'domains', folder), { recursive: true });
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  writeFileSync(join(root, 'domains', folder, 'package.json'), text);
};
const domain = (name: string) => put(name, { name: `@mesh/${name}`, mesh: { domain: name } });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mesh-domains-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('given the folders of a workspace', () => {
  it('finds each domain, the promised ones in their order and the others behind them by the alphabet', () => {
    for (const name of ['urology', 'radiology', 'allergology', 'cardiology', 'home-care']) domain(name);
    expect(domainsIn(root).map(({ name }) => name)).toEqual([
      'cardiology',
      'radiology',
      'allergology',
      'home-care',
      'urology',
    ]);
  });

  it('knows by which package a domain is served', () => {
    put('nephrology', { name: '@clinic/kidneys', mesh: { domain: 'nephrology' } });
    expect(domainsIn(root)).toEqual([{ name: 'nephrology', package: '@clinic/kidneys' }]);
  });

  it('passes over what is no package: a folder that only outlived its sources', () => {
    mkdirSync(join(root, 'domains', 'former', 'dist'), { recursive: true });
    expect(domainsIn(root)).toEqual([]);
  });

  it('finds nothing where there are no domains', () => {
    expect(domainsIn(join(root, 'elsewhere'))).toEqual([]);
  });

  it.each([
    ['does not say its domain', 'urology', { name: '@mesh/urology' }, 'DOMAINS.MISNAMED'],
    ['says another', 'urology', { name: '@mesh/urology', mesh: { domain: 'oncology' } }, 'DOMAINS.MISNAMED'],
    ['has a name that no address can carry', 'Uro_logy', { mesh: { domain: 'Uro_logy' } }, 'DOMAINS.MISNAMED'],
    ['has no name', 'urology', { mesh: { domain: 'urology' } }, 'DOMAINS.MANIFEST_UNREADABLE'],
    ['is half written', 'urology', '{ "name": ', 'DOMAINS.MANIFEST_UNREADABLE'],
    ['is no object', 'urology', 'null', 'DOMAINS.MANIFEST_UNREADABLE'],
  ])('refuses a package that %s, and names its folder', (_, folder, manifest, code) => {
    put(folder, manifest);
    const refusal = (): unknown => {
      try {
        return domainsIn(root);
      } catch (error) {
        return error;
      }
    };
    expect(refusal()).toMatchObject({ code });
    expect(JSON.stringify((refusal() as { meta: object }).meta)).toContain(`domains/${folder}`);
  });
});

describe('given this workspace', () => {
  it('finds cardiology first', () => {
    const [first] = domainsIn(fileURLToPath(new URL('../../../', import.meta.url)));
    expect(first).toEqual({ name: 'cardiology', package: '@mesh/cardiology' });
  });
});
