import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chosenProducts, declaredProducts } from './declared-products.js';
import { workspaceRootOf } from './workspace-root.js';

const here = fileURLToPath(new URL('.', import.meta.url));

describe('given this workspace', () => {
  it('finds its root from any folder inside', async () => {
    const root = await workspaceRootOf(here);
    expect(here.startsWith(root)).toBe(true);
    expect(await workspaceRootOf(root)).toBe(root);
  });

  it('finds each product that is declared, once, with its package and folder', async () => {
    const declared = await declaredProducts(await workspaceRootOf(here));
    expect(declared).toContainEqual(
      expect.objectContaining({
        package: '@mesh/heart-disease-risk',
        folder: 'contracts/cardiology/heart-disease-risk',
      }),
    );
    const ids = declared.map(({ product }) => product.id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('chooses by id or by its last part, and refuses what nobody declares', async () => {
    const declared = await declaredProducts(await workspaceRootOf(here));
    const idsOf = (...names: string[]) => chosenProducts(declared, names).map(({ product }) => product.id);
    expect(idsOf()).toHaveLength(declared.length);
    expect(idsOf('heart-disease-risk')).toEqual(['cardiology.heart-disease-risk']);
    expect(idsOf('cardiology.heart-disease-risk')).toEqual(['cardiology.heart-disease-risk']);
    expect(() => idsOf('disease-risk')).toThrow('No such product');
  });
});

describe('given a folder of something else', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mesh-elsewhere-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['another workspace', '{ "workspaces": ["packages/*"] }'],
    ['a package', '{ "name": "alone" }'],
    ['a package that cannot be read', '{ "name": '],
  ])('is not mistaken for a mesh in %s', async (_what, manifest) => {
    await writeFile(join(folder, 'package.json'), manifest);
    await expect(workspaceRootOf(folder)).rejects.toMatchObject({ code: 'WORKSPACE.NOT_FOUND' });
  });
});
