import { workspaceRootOf } from '@mesh/documents';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec } from '../command.js';
import { ExitStatus } from '../exit-status.js';
import { addressOf } from '../mesh/service-addresses.js';
import { checkContract, type ContractCheck } from '../releases/check-contract.js';
import { MeshConsumers } from '../releases/known-consumers.js';
import { isRefused, reportOf } from '../releases/check-report.js';
import { chosenContracts, currentContracts } from '../releases/workspace-contracts.js';

/** `mesh check [products…] [--against <folder|git revision>] [--mesh <url>]` */
export const check: CommandSpec = {
  usage: 'check [products...]',
  summary: 'Compare contracts with what was released of them: who is hurt, and which version the changes deserve.',
  example: 'npx mesh check cardiology.heart-disease-risk --against main',
  shape: (command) => {
    command
      .option('--against <folder|revision>', 'documents of a folder or of a git revision instead of the last release')
      .option('--mesh <url>', 'a mesh that knows consumers; the one on this machine is asked when it answers')
      .option('--workspace <folder>', 'a folder inside the workspace', '.');
  },
  async run({ arguments: names, option, settings }) {
    const root = await workspaceRootOf(option('workspace') ?? '.');
    const workspace = await currentContracts(root);
    const checking = {
      root,
      workspace,
      against: option('against'),
      mesh: new MeshConsumers(meshAt(option('mesh'), settings.controlPlanePort)),
      today: new Date().toISOString().slice(0, 10),
    };
    const checks: ContractCheck[] = [];
    for (const contract of chosenContracts(workspace, names)) checks.push(await checkContract(contract, checking));
    const refused = checks.filter(isRefused);
    return {
      json: { compatible: refused.length === 0, products: checks.map(forPrograms) },
      text: checks.length === 0 ? 'No product is declared here.' : checks.map(reportOf).join('\n\n'),
      status: refused.length === 0 ? ExitStatus.ok : ExitStatus.incompatible,
    };
  },
};

/** Throws CLI.OPTION_WRONG for what is no address. */
function meshAt(url: string | undefined, controlPlanePort: number): string {
  if (url === undefined) return addressOf('control-plane', controlPlanePort);
  if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol))
    throw CliErrors.OPTION_WRONG({ option: '--mesh', expected: 'an address that begins with http:// or https://' });
  return url.replace(/\/+$/, '');
}

/** Changes are listed once; those who break name them by their place in the list. */
const forPrograms = ({ verdict, breakages, changes, ...rest }: ContractCheck): object => ({
  ...rest,
  ...(verdict === undefined ? { isNew: true } : { isNew: false, ...verdict }),
  changes,
  wouldBreak: breakages.map((breakage) => ({
    ...breakage.consumer,
    changes: breakage.changes.map((change) => changes.indexOf(change)),
  })),
});
