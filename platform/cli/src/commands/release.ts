import { join } from 'node:path';
import { workspaceRootOf } from '@mesh/documents';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec } from '../command.js';
import { addressOf } from '../mesh/service-addresses.js';
import { checkContract, isMajorWithoutEnd, type ContractCheck } from '../releases/check-contract.js';
import { MeshConsumers } from '../releases/known-consumers.js';
import { isRefused } from '../releases/check-report.js';
import { releasedVersions } from '../releases/released-versions.js';
import { chosenContracts, currentContracts, type CurrentContract } from '../releases/workspace-contracts.js';
import { writeRelease } from '../releases/write-release.js';

/** `mesh release <product>` */
export const release: CommandSpec = {
  usage: 'release <product>',
  summary: 'Keep the published documents of a product as a release, which is never changed again.',
  example: 'npx mesh release cardiology.heart-disease-risk',
  shape: (command) => {
    command.option('--workspace <folder>', 'a folder inside the workspace', '.');
  },
  async run({ arguments: names, option, settings }) {
    const root = await workspaceRootOf(option('workspace') ?? '.');
    const workspace = await currentContracts(root);
    const [contract] = chosenContracts(workspace, names);
    if (contract === undefined) throw CliErrors.CONTRACT_UNKNOWN();
    if (contract.stale) throw CliErrors.PUBLISHED_STALE({ product: contract.product });
    const mesh = new MeshConsumers(addressOf('control-plane', settings.controlPlanePort));
    const today = new Date().toISOString().slice(0, 10);
    const check = await checkContract(contract, { root, workspace, against: undefined, mesh, today });
    await refuse(check, contract, root);
    const folder = `${contract.folder}/released/${check.declared}`;
    const outcome = await writeRelease(join(root, contract.folder), check.declared, contract.documents);
    return {
      json: { product: contract.product, version: check.declared, folder, documents: contract.documents.size, outcome },
      text:
        outcome === 'written'
          ? `${contract.product} ${check.declared} is released: ${folder}`
          : `${contract.product} ${check.declared} was released before, with the same documents`,
    };
  },
};

/** Throws CLI.RELEASE_EXISTS, CLI.VERSION_TOO_SMALL or CLI.MAJOR_WITHOUT_END. */
async function refuse(check: ContractCheck, { folder, product }: CurrentContract, root: string): Promise<void> {
  const { declared, verdict, changes } = check;
  if (verdict === undefined) return;
  const exists = (await releasedVersions(join(root, folder))).includes(declared);
  if (exists && changes.length > 0) throw CliErrors.RELEASE_EXISTS({ release: `released/${declared}` });
  if (isRefused(check))
    throw CliErrors.VERSION_TOO_SMALL({
      product,
      declared,
      smallest: verdict.smallest,
      deserves: verdict.deserves ?? 'patch',
    });
  if (isMajorWithoutEnd(verdict.released, changes))
    throw CliErrors.MAJOR_WITHOUT_END({ product, released: verdict.released });
}
