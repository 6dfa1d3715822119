import { readJson } from '@nx/devkit';
import { textIn, workspaceTree } from '../testing/workspace-tree.js';
import { domain } from './domain.js';

describe('given a workspace', () => {
  it('makes a domain that the mesh finds by its folder', async () => {
    const tree = workspaceTree();
    await domain(tree, { name: 'home-care', contact: 'care@clinic.example' });
    expect(readJson(tree, 'domains/home-care/package.json')).toMatchObject({
      name: '@mesh/home-care',
      mesh: { domain: 'home-care' },
      nx: { tags: ['scope:home-care', 'type:service'] },
    });
    expect(textIn(tree, 'domains/home-care/src/index.ts')).toContain('HomeCareModule');
    expect(textIn(tree, 'domains/home-care/README.md')).toContain('care@clinic.example');
  });

  it('tells npm of it, and of nothing else', async () => {
    const tree = workspaceTree();
    const before = readJson<{ packages: object }>(tree, 'package-lock.json');
    await domain(tree, { name: 'urology' });
    const after = readJson<{ packages: Record<string, unknown> }>(tree, 'package-lock.json');
    const added = Object.keys(after.packages).filter((name) => !(name in before.packages));
    expect(added).toEqual(['domains/urology', 'node_modules/@mesh/urology']);
    for (const name of added) delete after.packages[name];
    expect(JSON.stringify(after)).toBe(JSON.stringify(before));
  });

  it.each([
    ['Urology', 'GENERATORS.NAME_WRONG'],
    ['home care', 'GENERATORS.NAME_WRONG'],
    ['home--care', 'GENERATORS.NAME_WRONG'],
    ['../urology', 'GENERATORS.NAME_WRONG'],
    ['', 'GENERATORS.NAME_WRONG'],
    ['cardiology', 'GENERATORS.NAME_TAKEN'],
    ['catalog', 'GENERATORS.NAME_TAKEN'],
  ])('refuses the name "%s" and changes nothing', async (name, code) => {
    const tree = workspaceTree();
    const before = tree.listChanges().length;
    await expect(domain(tree, { name })).rejects.toThrow(code);
    expect(tree.listChanges()).toHaveLength(before);
  });

  it.each(['no address', "'@quoted", 'two\n@lines'])('refuses the contact %j', async (contact) => {
    await expect(domain(workspaceTree(), { name: 'urology', contact })).rejects.toThrow('GENERATORS.NAME_WRONG');
  });
});
