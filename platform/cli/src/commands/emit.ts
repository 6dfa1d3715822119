import { join } from 'node:path';
import { workspaceRootOf } from '@mesh/documents';
import type { CommandSpec, Outcome } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { bringUpToDate, differencesOf, filesIn, type Difference } from '../workspace/published-folder.js';
import { publishingsOf, type Publishing } from '../workspace/publishing.js';
import { trackedFiles } from '../workspace/tracked-files.js';

/** `mesh emit [--check] [products…]` */
export const emit: CommandSpec = {
  usage: 'emit [products...]',
  summary: 'Write the published documents of the products that are declared in this workspace.',
  example: 'npx mesh emit --check',
  shape: (command) => {
    command
      .option('--check', 'write nothing; fail when a document is stale, missing, surplus or not kept by git')
      .option('--workspace <folder>', 'a folder inside the workspace', '.');
  },
  async run({ arguments: names, option, flag }) {
    const root = await workspaceRootOf(option('workspace') ?? '.');
    const publishings = await publishingsOf(root, names);
    return flag('check') ? check(root, publishings) : write(root, publishings);
  },
};

const VERBS = { missing: 'wrote', stale: 'rewrote', surplus: 'removed' } as const;

async function write(root: string, publishings: readonly Publishing[]): Promise<Outcome> {
  const reports = [];
  for (const { product, folder, documents } of publishings) {
    const differences = await differencesOf(join(root, folder), documents);
    await bringUpToDate(join(root, folder), documents, differences);
    const changes = differences.map(({ name, state }) => ({ file: `${folder}/${name}`, change: VERBS[state] }));
    reports.push({ product, folder, documents: documents.length, changes });
  }
  const lines = reports.flatMap(({ product, folder, documents, changes }) => [
    `${product ?? folder}: ${documents} documents, ${changes.length === 0 ? 'all current' : `${changes.length} changed`}`,
    ...changes.map(({ file, change }) => `  ${change.padEnd(7)} ${file}`),
  ]);
  return { json: { products: reports }, text: lines.length === 0 ? 'No product is declared here.' : lines.join('\n') };
}

interface Problem {
  readonly file: string;
  readonly problem: Difference['state'] | 'untracked';
}

async function check(root: string, publishings: readonly Publishing[]): Promise<Outcome> {
  const tracked = await trackedFiles(root);
  const problems: Problem[] = [];
  for (const { folder, documents } of publishings) {
    const differences = await differencesOf(join(root, folder), documents);
    problems.push(...differences.map(({ name, state }) => ({ file: `${folder}/${name}`, problem: state })));
    const kept = (await filesIn(join(root, folder))).map((name) => `${folder}/${name}`);
    const untracked = kept.filter((file) => tracked?.has(file) === false && !problems.some((at) => at.file === file));
    problems.push(...untracked.map((file) => ({ file, problem: 'untracked' as const })));
  }
  const documents = publishings.reduce((total, publishing) => total + publishing.documents.length, 0);
  const json = { products: publishings.map(({ product }) => product), documents, problems, git: tracked !== undefined };
  if (problems.length === 0) return { json, text: `${documents} documents, all current${aside(tracked)}.` };
  const lines = problems.map(({ file, problem }) => `${problem.padEnd(9)} ${file}`);
  return { json, text: [...lines, remedyFor(problems)].join('\n'), status: ExitStatus.failed };
}

const aside = (tracked: ReadonlySet<string> | undefined): string =>
  tracked === undefined ? ' (no git checkout: whether they are kept was not looked at)' : '';

function remedyFor(problems: readonly Problem[]): string {
  const isStale = problems.some(({ problem }) => problem !== 'untracked');
  return isStale ? 'Run npm run emit, look at what changed, and commit it.' : 'Add these files to git.';
}
