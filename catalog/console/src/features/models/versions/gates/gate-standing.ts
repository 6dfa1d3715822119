import type { Me } from '../../../../api/me.js';
import { mayDo } from '../../may-do.js';
import { versionPath, type ModelVersion } from '../../model-version.js';

/** What one gate says of a version. */
export interface GateVerdict {
  readonly gate: string;
  readonly passed: boolean;
  /** One sentence with the figures in it. */
  readonly reason: string;
  readonly figures: Readonly<Record<string, number | string>>;
}

/** A person's word against the gates, and the second person's. */
export interface GateOverride {
  readonly id: string;
  readonly state: 'requested' | 'approved';
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly approvedBy?: string;
  readonly approvedAt?: string;
}

/** How a version stands with its gates. */
export interface GateStanding {
  readonly mayServe: boolean;
  /** Absent where nobody has judged. */
  readonly verdicts?: readonly GateVerdict[];
  readonly overrides: readonly GateOverride[];
}

/** A figure with its name, as a gate gives it. */
export type Figure = readonly [name: string, value: number | string];

/** The path of a version's overrides in the registry's API. */
export const overridesPath = (model: string, version: string): string => `${versionPath(model, version)}/overrides`;

const ASKED = new Set(['min', 'max', 'margin', 'maxMs', 'maxBytes', 'maxUncovered', 'leastRows', 'leastCases']);

/** What was measured, and what was asked for. */
export function splitFigures(figures: GateVerdict['figures']): {
  readonly measured: readonly Figure[];
  readonly asked: readonly Figure[];
} {
  const all = Object.entries(figures);
  const asked = all.filter(([name]) => ASKED.has(name));
  const measured = all.filter(([name]) => !ASKED.has(name));
  return { measured, asked };
}

/** The verdicts, those that failed first. */
export const failedFirst = (verdicts: readonly GateVerdict[]): readonly GateVerdict[] =>
  verdicts.toSorted((one, other) => Number(one.passed) - Number(other.passed));

/** In which of the ways a version stands; each has a sentence of its own. */
export function wayOfStanding(
  { mayServe, verdicts, overrides }: GateStanding,
  status: ModelVersion['status'],
): 'withdrawn' | 'unjudgedOpen' | 'unjudgedClosed' | 'passed' | 'overridden' | 'served' | 'refused' {
  if (status === 'withdrawn') return 'withdrawn';
  if (overrides.some(({ state }) => state === 'approved')) return 'overridden';
  if (verdicts === undefined) return mayServe ? 'unjudgedOpen' : 'unjudgedClosed';
  if (verdicts.every(({ passed }) => passed)) return 'passed';
  return mayServe ? 'served' : 'refused';
}

/** Why a reader cannot agree to an override; undefined where they can. */
export function cannotApprove(
  me: Pick<Me, 'id' | 'roles'> | undefined,
  { requestedBy }: Pick<GateOverride, 'requestedBy'>,
  { author }: Pick<ModelVersion, 'author'>,
): 'role' | 'own' | 'author' | undefined {
  if (me === undefined || !mayDo(me, 'approve')) return 'role';
  if (me.id === requestedBy) return 'own';
  return me.id === author ? 'author' : undefined;
}
