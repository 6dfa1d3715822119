import { readJson, type Tree } from '@nx/devkit';
import { domain } from '../domain/domain.js';
import { textIn, workspaceTree } from '../testing/workspace-tree.js';
import { product, type ProductOptions } from './product.js';

let tree: Tree;
beforeEach(async () => {
  tree = workspaceTree();
  await domain(tree, { name: 'urology' });
});

const make = (options: Partial<ProductOptions> = {}) => product(tree, { id: 'urology.bladder-volume', ...options });
const declaration = () => textIn(tree, 'contracts/urology/bladder-volume/src/bladder-volume.product.ts');
const service = () => textIn(tree, 'domains/urology/src/bladder-volume/bladder-volume.service.ts');

describe('given a domain', () => {
  it('makes a product that takes, publishes and keeps', async () => {
    await make({ title: 'Bladder volume', purpose: 'Help "nurses" decide.' });
    expect(declaration()).toContain("export const bladderVolume = dataProduct('urology.bladder-volume', {");
    expect(declaration()).toContain('purpose: \'Help "nurses" decide.\'');
    for (const port of ["rest.post('/observations'", "event('observed'", "dataset('history'"])
      expect(declaration()).toContain(port);
    expect(service()).toContain('async observations(observation: Observation, asked: Asked)');
    expect(readJson(tree, 'contracts/urology/bladder-volume/package.json')).toMatchObject({
      nx: { tags: ['scope:urology', 'type:contract'] },
    });
  });

  it('grants the team each of its ports, and others what fits', async () => {
    await make();
    expect(declaration().replace(/\s+/g, ' ')).toContain(
      "role: 'domain:urology', ports: ['observations', 'observed', 'history']",
    );
    expect(declaration()).toContain("{ role: 'clinic', ports: ['observations'], purposes: ['TREAT'] }");
  });

  it('joins it to the service of the domain, beside those that are there', async () => {
    await make();
    await product(tree, { id: 'urology.catheters', ports: 'dataset' });
    const module = textIn(tree, 'domains/urology/src/urology.module.ts');
    expect(module).toContain('imports: [bladderVolumeModule, cathetersModule]');
    expect(textIn(tree, 'domains/urology/README.md')).toMatch(/\| bladder volume .*\n\| catheters /);
  });

  it.each([
    ['rest', ['observations'], []],
    ['rest, event', ['observations', 'observed'], []],
    ['dataset', ['cases'], ['domains/urology/data/bladder-volume-cases.csv']],
    ['dataset,rest', ['observations', 'cases'], ['domains/urology/data/bladder-volume-cases.csv']],
  ])('makes %s alone when told so', async (ports, names, files) => {
    await make({ ports });
    const made = [...declaration().matchAll(/^ {4}(\w+): (?:rest\.post|event|dataset)\(/gm)].map(([, name]) => name);
    expect(made).toEqual(names);
    expect(files.filter((file) => !tree.exists(file))).toEqual([]);
  });

  it.each([
    [{ ports: 'event' }, 'GENERATORS.PORTS_WRONG'],
    [{ ports: 'event,dataset' }, 'GENERATORS.PORTS_WRONG'],
    [{ ports: 'rest,graphql' }, 'GENERATORS.PORTS_WRONG'],
    [{ id: 'urology' }, 'GENERATORS.NAME_WRONG'],
    [{ id: 'urology.a.b' }, 'GENERATORS.NAME_WRONG'],
    [{ id: 'urology.Bladder' }, 'GENERATORS.NAME_WRONG'],
    [{ id: 'oncology.tumours' }, 'GENERATORS.DOMAIN_MISSING'],
    [{ id: 'urology.heart-disease-risk' }, 'GENERATORS.NAME_TAKEN'],
    [{ id: 'urology.urology' }, 'GENERATORS.NAME_TAKEN'],
    [{ id: 'urology.delete' }, 'GENERATORS.NAME_TAKEN'],
    [{ title: 'ends */ early' }, 'GENERATORS.NAME_WRONG'],
    [{ contact: 'nobody' }, 'GENERATORS.NAME_WRONG'],
  ])('refuses %j', async (options, code) => {
    await expect(make(options)).rejects.toThrow(code);
  });

  it('refuses a product that is there', async () => {
    await make();
    await expect(make()).rejects.toThrow('GENERATORS.NAME_TAKEN');
  });
});
