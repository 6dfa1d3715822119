import { join } from 'node:path';
import {
  breakagesOf,
  compare,
  CompatibilityErrors,
  declaredVersion,
  parseVersion,
  readDocuments,
  verdictOn,
  type Breakage,
  type Change,
  type Verdict,
} from '@mesh/compatibility';
import { baselineIn } from './baseline.js';
import { consumersOf, type MeshConsumers } from './known-consumers.js';
import { releaseBefore, type Baseline } from './released-versions.js';
import type { CurrentContract } from './workspace-contracts.js';

/** What a check found of one product. */
export interface ContractCheck {
  readonly product: string;
  readonly declared: string;
  /** Where the documents of the comparison are from; absent for a product that was never released. */
  readonly against?: string;
  /** Absent for a product that was never released. */
  readonly verdict?: Verdict;
  readonly changes: readonly Change[];
  readonly breakages: readonly Breakage[];
  /** What was asked to know who relies on the product. */
  readonly consumersFrom: readonly string[];
  readonly notices: readonly string[];
}

/** What contracts are checked with. */
export interface Checking {
  readonly root: string;
  /** A folder or a git revision instead of the last release. */
  readonly against: string | undefined;
  readonly workspace: readonly CurrentContract[];
  /** A mesh that may know consumers. */
  readonly mesh: MeshConsumers;
  /** UTC day. */
  readonly today: string;
}

/** Compares a contract with what was released of it, and finds who would break. */
export async function checkContract(contract: CurrentContract, checking: Checking): Promise<ContractCheck> {
  const declared = versionOf(contract);
  const baseline = await baselineOf(contract, declared, checking);
  const notices = contract.stale ? ['The published documents are not those of the declaration: run mesh emit.'] : [];
  const nothing = { product: contract.product, declared, changes: [], breakages: [], consumersFrom: [], notices };
  if (baseline === undefined) return nothing;
  const changes = compare(baseline.documents, contract.documents, { today: checking.today });
  const verdict = verdictOn(baseline.version, declared, changes);
  if (verdict === undefined) throw CompatibilityErrors.VERSION_UNREADABLE({ product: contract.product });
  const { consumers, sources } = await consumersOf(
    { id: contract.product, released: baseline.documents },
    { workspace: checking.workspace.map(({ documents }) => documents), mesh: checking.mesh },
  );
  return {
    ...nothing,
    against: baseline.from,
    verdict,
    changes,
    breakages: breakagesOf(consumers, changes),
    consumersFrom: sources,
    notices: [...notices, ...majorNotices(baseline, declared, changes)],
  };
}

function versionOf({ product, documents }: CurrentContract): string {
  const version = declaredVersion(readDocuments(documents));
  if (version === undefined) throw CompatibilityErrors.VERSION_UNREADABLE({ product });
  return version;
}

const baselineOf = (
  { folder }: CurrentContract,
  declared: string,
  { root, against }: Checking,
): Promise<Baseline | undefined> =>
  against === undefined ? releaseBefore(join(root, folder), declared) : baselineIn({ root, contract: folder, against });

function majorNotices({ version }: Baseline, declared: string, changes: readonly Change[]): readonly string[] {
  if (!isMajorWithoutEnd(version, changes)) return [];
  const { major = 0 } = parseVersion(version) ?? {};
  return [`v${major} has no announced end: release it once more with a deprecation before ${declared} is released.`];
}

/** Whether a new major would take the place of one whose end nobody was told of; before 1.0.0 nobody has to be. */
export const isMajorWithoutEnd = (released: string, changes: readonly Change[]): boolean =>
  (parseVersion(released)?.major ?? 0) > 0 && changes.some(({ kind }) => kind === 'major-moved-without-end');
