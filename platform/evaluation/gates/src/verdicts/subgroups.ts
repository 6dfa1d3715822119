import type { GateVerdict, SubgroupMetrics } from '@mesh/models';
import type { SubgroupGate } from '@mesh/product';
import type { ChampionEvidence, HeldOutEvidence } from '../evidence.js';
import { failed, passed, shown } from './verdict.js';

const GATE = 'everySubgroup';
const DEFAULT_LEAST_CASES = 50;

/** Whether each group that is large enough reaches the floors and stays near the champion. */
export function subgroupVerdict(
  gate: SubgroupGate,
  heldOut: HeldOutEvidence | undefined,
  champion: ChampionEvidence | undefined,
): GateVerdict {
  const { leastCases = DEFAULT_LEAST_CASES } = gate;
  const groups = heldOut?.subgroups ?? [];
  const judged = groups.filter(({ n, rocAuc }) => n >= leastCases && rocAuc !== undefined);
  const figures = Object.fromEntries(
    judged.map((group) => [`${nameOf(group)} ROC AUC`, group.rocAuc?.value ?? NaN] as const).slice(0, 40),
  );
  const counted = { ...figures, groups: groups.length, judged: judged.length, leastCases };
  const before = champion === undefined || 'incomparable' in champion ? [] : champion.subgroups;
  const complaints = judged.flatMap((group) => complaintsOf(gate, group, before));
  if (complaints.length > 0) return failed(GATE, `${complaints.join('; ')}.`, counted);
  const small = groups.length - judged.length;
  const left = small === 0 ? '' : `, ${small} are too small or of one outcome`;
  return passed(GATE, `${judged.length} of ${groups.length} groups were judged and none falls short${left}.`, counted);
}

function complaintsOf(
  { rocAuc, brier, behindChampion }: SubgroupGate,
  group: SubgroupMetrics,
  before: readonly SubgroupMetrics[],
): readonly string[] {
  const who = `${nameOf(group)} (${group.n} rows)`;
  const area = group.rocAuc?.value ?? NaN;
  const champion = before.find(
    ({ attribute, value }) => attribute === group.attribute && value === group.value,
  )?.rocAuc;
  const complaints: string[] = [];
  if (rocAuc && !(area >= rocAuc.min)) complaints.push(`${who}: ROC AUC ${shown(area)} is below ${rocAuc.min}`);
  if (brier && !(group.brier <= brier.max))
    complaints.push(`${who}: Brier score ${shown(group.brier)} is above ${brier.max}`);
  if (behindChampion && champion && !(champion.value - area <= behindChampion.max))
    complaints.push(
      `${who}: ROC AUC ${shown(area)} is more than ${behindChampion.max} behind ${shown(champion.value)}`,
    );
  return complaints;
}

const nameOf = ({ attribute, value }: SubgroupMetrics): string => `${attribute} ${value}`;
