import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { files, projects, read, root } from './workspace.js';

const all = files();
const sources = all.filter((path) => /\.(ts|mjs|sh|py)$/.test(path));
const linesOf = (path: string) => read(path).split('\n').length - 1;
const tagged = (tags: readonly string[], prefix: string) => tags.filter((tag) => tag.startsWith(`${prefix}:`));

/** The README of a project stands in its folder or, for the parts of a capability, one above. */
const readmesOf = (folder: string) =>
  [folder, dirname(folder)]
    .filter((home) => home.includes('/') || home === folder)
    .filter((home) => existsSync(join(root, home, 'README.md')));

describe('given every project of the workspace', () => {
  it.each(projects())('finds that $name says what it is', ({ folder, description, tags }) => {
    expect(description).toMatch(/^[A-Z].*\.$/);
    expect(tagged(tags, 'scope')).toHaveLength(1);
    expect(tagged(tags, 'type')).toHaveLength(1);
    expect(readmesOf(folder)).not.toEqual([]);
  });

  it('finds third-party versions in the root package.json only', () => {
    const named = projects().filter(({ folder }) =>
      /"(dev|peer|optional)?dependencies"/i.test(read(`${folder}/package.json`)),
    );
    expect(named.map(({ name }) => name)).toEqual([]);
  });

  it('finds a capability of its own scope in the folder of its scope', () => {
    const scopeOf = (folder: string) => (/^(contracts|domains)\//.test(folder) ? folder.split('/')[1] : undefined);
    for (const { folder, tags } of projects()) {
      const domain = scopeOf(folder);
      if (domain !== undefined) expect(tags).toContain(`scope:${domain}`);
    }
  });
});

describe('given every file of the tree', () => {
  it('finds no folder that is named after nothing', () => {
    const nameless = /(^|\/)(utils?|common|helpers?|misc|managers?|stuff)\//;
    expect(all.filter((path) => nameless.test(path))).toEqual([]);
  });

  it('finds no source of more than 300 lines', () => {
    expect(sources.filter((path) => linesOf(path) > 300)).toEqual([]);
  });

  it('finds nine sources of ten under 200 lines', () => {
    expect(sources.filter((path) => linesOf(path) >= 200).length).toBeLessThan(sources.length / 10);
  });

  it('finds every spec where the runner looks for it', () => {
    const looksAt = /^((platform|catalog|contracts|domains)\/.*\/?src\/|test\/.*src\/)/;
    const specs = all.filter((path) => /\.(spec|test)\.[cm]?[jt]sx?$/.test(path));
    expect(specs.filter((path) => !looksAt.test(path) || !path.endsWith('.spec.ts'))).toEqual([]);
  });

  it('finds every source inside a project or among the files that build and run the workspace', () => {
    const folders = projects().map(({ folder }) => `${folder}/`);
    const homes = [...folders, 'infra/', '.githooks/', '.ci/'];
    const homeless = sources.filter((path) => dirname(path) !== '.' && !homes.some((home) => path.startsWith(home)));
    expect(homeless).toEqual([]);
  });

  it('finds names of files in one spelling: small letters, dashes, and a role after the dot', () => {
    const odd = all.filter((path) => path.endsWith('.ts') && !/^[a-z0-9]+([-.][a-z0-9]+)*\.ts$/.test(basename(path)));
    expect(odd).toEqual([]);
  });
});
