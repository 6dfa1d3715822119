import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import { blocksOf, type Block } from './support/guide.js';
import { ScratchWorkspace } from './support/scratch-workspace.js';
import { Terminal, type Ran } from './support/terminal.js';

const GUIDE = 'docs/guides/first-product.md';
const LONG_MS = 330_000;
/** The generators as Nx calls them, in one go: each start of Nx costs seconds. */
const OTHERS = `
  import { port, product } from "@mesh/generators";
  import { flushChanges, FsTree } from "nx/src/generators/tree.js";
  const tree = new FsTree(process.cwd(), false);
  const dialysis = await product(tree, { id: "nephrology.dialysis", ports: "rest,dataset" });
  await port(tree, { product: "nephrology.dialysis", kind: "event", name: "discharged" });
  await port(tree, { product: "cardiology.heart-disease-risk", kind: "rest", name: "referrals" });
  const heart = await port(tree, { product: "cardiology.heart-disease-risk", kind: "dataset", name: "alerts", lands: "alerted" });
  flushChanges(process.cwd(), tree.listChanges());
  dialysis();
  heart();
`;
const told = new Set<Block>();

let scratch: ScratchWorkspace;
let terminal: Terminal;
let blocks: readonly Block[];

beforeAll(async () => {
  scratch = ScratchWorkspace.create();
  blocks = blocksOf(scratch.root, GUIDE);
  terminal = new Terminal({ root: scratch.root, home: scratch.home, port: await freePorts() });
}, LONG_MS);

afterAll(async () => {
  await terminal?.close();
  scratch?.dispose();
}, 60_000);

/** The commands of one section of the guide, as they stand there. */
function commandsOf(section: string): string {
  const found = blocks.filter((block) => block.section === section);
  expect(found).not.toEqual([]);
  found.forEach((block) => told.add(block));
  return found.map(({ commands }) => commands).join('\n');
}

async function does(commands: string): Promise<string> {
  const { status, output }: Ran = await terminal.run(commands);
  // The output says why, where a number would not.
  expect(status === 0 ? '' : output).toBe('');
  return output;
}
const follows = (section: string): Promise<string> => does(commandsOf(section));

describe('given a team that follows the guide to a product of its own', () => {
  it(
    'makes a domain and a product, in folders of the team alone',
    async () => {
      await follows('Make it');
      expect(scratch.untracked().length).toBeGreaterThan(20);
      const outside = scratch.untracked().filter((path) => !/^(contracts|domains)\/nephrology\//.test(path));
      expect(outside).toEqual([]);
      expect(scratch.git('diff', '--name-only').trim()).toBe('package-lock.json');
      expect(existsSync(join(scratch.root, 'contracts/nephrology/kidney-function/published/openapi.json'))).toBe(true);
    },
    LONG_MS,
  );

  it(
    'adds a port to it',
    async () => {
      expect(await follows('Make it yours')).toContain('UPDATE domains/nephrology/src/kidney-function');
    },
    LONG_MS,
  );

  it(
    'makes products of other kinds, and adds ports to one that was written by hand',
    async () => {
      await does(`node --input-type=module -e '${OTHERS}'`);
      expect(scratch.untracked()).toContain('domains/nephrology/data/dialysis-cases.csv');
      expect(scratch.git('diff', '--name-only')).toContain('heart-disease-risk.product.ts');
    },
    LONG_MS,
  );

  it(
    'passes rules, types, tests and documents at once',
    async () => {
      expect(await follows('Prove it')).toMatch(/^Tests: +\d+ passed, \d+ total$/m);
    },
    LONG_MS,
  );

  it(
    'is refused names that are taken, and nothing is lost',
    async () => {
      scratch.git('add', '--all');
      for (const [command, why] of [
        ['domain nephrology', 'GENERATORS.NAME_TAKEN'],
        ['product nephrology.kidney-function', 'GENERATORS.NAME_TAKEN'],
        ['port nephrology.kidney-function rest observations', 'GENERATORS.NAME_TAKEN'],
      ] as const) {
        const { status, output } = await terminal.run(`npx nx g @mesh/generators:${command}`);
        expect(status).not.toBe(0);
        expect(output).toContain(why);
      }
      expect(scratch.untracked()).toEqual([]);
      expect(scratch.git('diff', '--name-only')).toBe('');
    },
    LONG_MS,
  );

  it(
    'starts with the mesh',
    async () => {
      await terminal.runUntil('mesh ready: .*nephrology', commandsOf('Start it'));
    },
    LONG_MS,
  );

  it('is found in the catalog', async () => {
    const output = await follows('Find it');
    expect(output).toMatch(/^nephrology\.kidney-function +1\.0\.0/m);
    expect(output).toContain('/kidney-function/v1/observations');
  }, 60_000);

  it('takes a document, and gives it back from the dataset', async () => {
    const { observationId } = JSON.parse(await lastLineOf('Call it')) as { observationId: string };
    const rows = await eventually(
      async () => {
        const read = JSON.parse(await lastLineOf('Read it')) as { rows: readonly object[] };
        expect(read.rows).toHaveLength(1);
        return read.rows;
      },
      { timeoutMs: 40_000, everyMs: 500 },
    );
    expect(rows).toEqual([
      expect.objectContaining({
        observationId,
        patientId: 'p-1',
        value: 62.5,
        unit: 'mL/min',
        receivedFrom: 'clinic-app',
      }),
    ]);
  }, 60_000);

  it('keeps the rows of a file', async () => {
    const output = await does(
      'curl -s http://127.0.0.1:4005/dialysis/v1/cases -H "Authorization: Bearer $(npx mesh token --as team-nephrology)"',
    );
    const { rows } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as { rows: readonly object[] };
    expect(rows).toHaveLength(3);
  }, 60_000);

  it('has followed every command of the guide', () => {
    expect(blocks.filter((block) => !told.has(block))).toEqual([]);
    expect(blocks.length).toBeGreaterThan(5);
  });
});

const lastLineOf = async (section: string): Promise<string> => (await follows(section)).trim().split('\n').at(-1) ?? '';
