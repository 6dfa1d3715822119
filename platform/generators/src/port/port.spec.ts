import type { Tree } from '@nx/devkit';
import { isOnlyAddedTo, textIn, workspaceTree } from '../testing/workspace-tree.js';
import { port, type PortOptions } from './port.js';

const CONTRACT = 'contracts/cardiology/heart-disease-risk/src';
const DECLARATION = `${CONTRACT}/heart-disease-risk.product.ts`;
const ERRORS = `${CONTRACT}/heart-disease-risk.errors.ts`;
const SERVICE = 'domains/cardiology/src/heart-disease-risk/heart-disease-risk.service.ts';

let tree: Tree;
beforeEach(() => {
  tree = workspaceTree();
});

const add = (options: Omit<PortOptions, 'product'>) =>
  port(tree, { product: 'cardiology.heart-disease-risk', ...options });
const rewrite = (path: string, change: (text: string) => string) => tree.write(path, change(textIn(tree, path)));

describe('given a product that was written by hand', () => {
  it.each<Omit<PortOptions, 'product'>>([
    { kind: 'rest', name: 'referrals' },
    { kind: 'rest', name: 'referrals', keeps: 'referred' },
    { kind: 'event', name: 'discharged' },
    { kind: 'dataset', name: 'alerts', lands: 'alerted' },
    { kind: 'dataset', name: 'controls' },
  ])('adds %j to what stands there and takes nothing away', async (options) => {
    const paths = [DECLARATION, ERRORS, SERVICE, `${CONTRACT}/index.ts`];
    const before = paths.map((path) => textIn(tree, path));
    await add(options);
    paths.forEach((path, at) =>
      expect([path, isOnlyAddedTo(before[at] ?? '', textIn(tree, path))]).toEqual([path, true]),
    );
    expect(textIn(tree, DECLARATION)).toContain(`    ${options.name}: `);
  });

  it('writes the row of a landed event with the fields of that event', async () => {
    await add({ kind: 'dataset', name: 'alerts', lands: 'alerted' });
    expect(textIn(tree, DECLARATION).replace(/\s+/g, ' ')).toContain(
      "row: HeartAlerted, key: 'alertId', partitionBy: 'raisedAt', lands: 'alerted',",
    );
  });

  it('uses the error table, the platform and the imports that are there', async () => {
    await add({ kind: 'rest', name: 'referrals', keeps: 'referred' });
    expect(textIn(tree, ERRORS)).toContain('OBSERVED_IN_THE_FUTURE');
    expect(textIn(tree, SERVICE)).toContain('await this.live.emit.referred(');
    expect(textIn(tree, SERVICE).match(/from '@mesh\/heart-disease-risk'/g)).toHaveLength(1);
    expect(textIn(tree, SERVICE).match(/from '@mesh\/product'/g)).toHaveLength(1);
  });

  it('adds one port after the other', async () => {
    await add({ kind: 'rest', name: 'referrals' });
    await add({ kind: 'rest', name: 'visits' });
    expect(textIn(tree, ERRORS).match(/OBSERVED_IN_THE_FUTURE/g)).toHaveLength(1);
    expect(textIn(tree, SERVICE).match(/from '\.\/rules\/lies-ahead\.js'/g)).toHaveLength(1);
  });

  it('grants the team the new port, and nobody else', async () => {
    await add({ kind: 'event', name: 'discharged' });
    expect(textIn(tree, DECLARATION).match(/'discharged'/g)).toHaveLength(2);
  });

  it.each<[Omit<PortOptions, 'product'>, string]>([
    [{ kind: 'rest', name: 'scores' }, 'GENERATORS.NAME_TAKEN'],
    [{ kind: 'dataset', name: 'scored' }, 'GENERATORS.NAME_TAKEN'],
    [{ kind: 'rest', name: 'live' }, 'GENERATORS.NAME_TAKEN'],
    [{ kind: 'rest', name: 'referrals', keeps: 'scored' }, 'GENERATORS.NAME_TAKEN'],
    [{ kind: 'rest', name: 'referrals', keeps: 'referral' }, 'GENERATORS.NAME_TAKEN'],
    [{ kind: 'rest', name: 'events' }, 'GENERATORS.NAME_TAKEN'],
    [{ kind: 'dataset', name: 'records' }, 'GENERATORS.NAME_TAKEN'],
    [{ kind: 'dataset', name: 'maps' }, 'GENERATORS.NAME_TAKEN'],
    [{ kind: 'rest', name: 'classes' }, 'GENERATORS.NAME_TAKEN'],
    [{ kind: 'event', name: 'void' }, 'GENERATORS.NAME_TAKEN'],
    [{ kind: 'rest', name: 'Referrals' }, 'GENERATORS.NAME_WRONG'],
    [{ kind: 'rest', name: 'two-words' }, 'GENERATORS.NAME_WRONG'],
    [{ kind: 'event', name: 'discharged', lands: 'scored' }, 'GENERATORS.OPTION_WRONG'],
    [{ kind: 'dataset', name: 'alerts', keeps: 'kept' }, 'GENERATORS.OPTION_WRONG'],
    [{ kind: 'dataset', name: 'alerts', lands: 'never' }, 'GENERATORS.EVENT_MISSING'],
    [{ kind: 'dataset', name: 'alerts', lands: 'scores' }, 'GENERATORS.EVENT_MISSING'],
  ])('refuses %j', async (options, code) => {
    await expect(add(options)).rejects.toThrow(code);
  });

  it('says what is missing of a product that nobody made', async () => {
    await expect(port(tree, { product: 'cardiology.stroke', kind: 'rest', name: 'a' })).rejects.toThrow(
      'GENERATORS.PRODUCT_MISSING',
    );
  });
});

describe('given code in another handwriting', () => {
  it('keeps comments where they are, and a list without its last comma', async () => {
    rewrite(DECLARATION, (text) =>
      text
        .replace(/(role: 'data-engineer', ports: \[[^\]]*)\]/, '$1 /* only these */]')
        .replace("'rejected'] as const),\n", "'rejected'] as const) // each of them\n")
        .replace(/\n {4}}\),\n {2}},\n\n {2}grants/, '\n    }) // the last port\n  } as const,\n\n  grants'),
    );
    const before = textIn(tree, DECLARATION);
    await add({ kind: 'event', name: 'discharged' });
    expect(isOnlyAddedTo(before, textIn(tree, DECLARATION))).toBe(true);
    for (const comment of ['/* only these */', '// each of them', '// the last port'])
      expect(textIn(tree, DECLARATION)).toContain(comment);
  });

  it.each([
    ['ports that come from elsewhere', DECLARATION, 'ports: {', 'ports: portsOf({', 'ports: { … }'],
    [
      'a declaration that is not exported as a constant',
      DECLARATION,
      'export const heartDiseaseRisk =',
      'export default',
      'export const',
    ],
    [
      'a service that does not say what it serves',
      SERVICE,
      'implements Serves<typeof heartDiseaseRisk>',
      '',
      'class … implements',
    ],
    ['a file that does not parse', SERVICE, 'constructor(', 'constructor((', 'does not parse'],
  ])('refuses %s, and says what it looked for', async (_, path, from, to, says) => {
    rewrite(path, (text) =>
      text.replace(from, to).replace(to.includes('portsOf') ? '  },\n\n  grants' : '\0', '  }),\n\n  grants'),
    );
    const failure = add({ kind: 'rest', name: 'referrals' });
    await expect(failure).rejects.toThrow('GENERATORS.SOURCE_UNFAMILIAR');
    await expect(failure).rejects.toThrow(says);
  });

  it('publishes through the platform under the name that the service gave it', async () => {
    rewrite(SERVICE, (text) => text.replaceAll('this.live', 'this.mesh').replace('readonly live:', 'readonly mesh:'));
    await add({ kind: 'rest', name: 'referrals', keeps: 'referred' });
    expect(textIn(tree, SERVICE)).toContain('await this.mesh.emit.referred(');
  });

  it('makes an error table where there is none', async () => {
    tree.delete(ERRORS);
    await add({ kind: 'rest', name: 'referrals' });
    expect(textIn(tree, ERRORS)).toContain("defineErrors('HEART_DISEASE_RISK', {");
    expect(textIn(tree, `${CONTRACT}/index.ts`)).toContain(
      "HeartDiseaseRiskErrors } from './heart-disease-risk.errors.js'",
    );
  });
});
