import type { CountSubgroupMetrics, GateVerdict, SubgroupMetrics } from '@mesh/models';
import type { CountSubgroupGate, SubgroupGate } from '@mesh/product';
import type { ChampionEvidence, HeldOutEvidence } from '../evidence.js';
import { failed, passed, shown } from './verdict.js';

const GATE = 'everySubgroup';
const DEFAULT_LEAST_CASES = 50;

/** Whether each group that is large enough reaches the floors and stays near the champion. */
export function subgroupVerdict(
  gate: SubgroupGate | CountSubgroupGate,
  heldOut: HeldOutEvidence | undefined,
  champion: ChampionEvidence | undefined,
): GateVerdict {
  const { leastCases = DEFAULT_LEAST_CASES } = gate;
  const groups: readonly Group[] = heldOut?.subgroups ?? [];
  // A group of one outcome has no ROC AUC; of a group of counts the deviance can always be told.
  const judged = groups.filter((group) => group.n >= leastCases && (isOfCounts(group) || group.rocAuc !== undefined));
  const figures = Object.fromEntries(
    judged.map((group) => [`${nameOf(group)} ${measureOf(group).name}`, measureOf(group).value ?? NaN]).slice(0, 40),
  );
  const counted = { ...figures, groups: groups.length, judged: judged.length, leastCases };
  const before: readonly Group[] = champion === undefined || 'incomparable' in champion ? [] : champion.subgroups;
  const complaints = judged.flatMap((group) => complaintsOf(gate, group, before));
  if (complaints.length > 0) return failed(GATE, `${complaints.join('; ')}.`, counted);
  const small = groups.length - judged.length;
  const left = small === 0 ? '' : `, ${small} are too small or of one outcome`;
  return passed(GATE, `${judged.length} of ${groups.length} groups were judged and none falls short${left}.`, counted);
}

type Group = SubgroupMetrics | CountSubgroupMetrics;

const isOfCounts = (group: Group): group is CountSubgroupMetrics => 'meanPoissonDeviance' in group;

/** By what groups are shown, and compared with the champion; absent where it cannot be measured of the group. */
const measureOf = (group: Group): { readonly name: string; readonly value: number | undefined } =>
  isOfCounts(group)
    ? { name: 'deviance explained', value: group.devianceExplained?.value }
    : { name: 'ROC AUC', value: group.rocAuc?.value };

function complaintsOf(
  gate: SubgroupGate | CountSubgroupGate,
  group: Group,
  before: readonly Group[],
): readonly string[] {
  const who = `${nameOf(group)} (${group.n} rows)`;
  const { name, value } = measureOf(group);
  const { rocAuc, brier } = gate as SubgroupGate;
  const { devianceExplained, meanPoissonDeviance } = gate as CountSubgroupGate;
  const least = isOfCounts(group) ? devianceExplained : rocAuc;
  const most = isOfCounts(group) ? meanPoissonDeviance : brier;
  const [lossName, loss] = isOfCounts(group)
    ? ['mean Poisson deviance', group.meanPoissonDeviance.value]
    : ['Brier score', group.brier];
  const same = before.find((other) => other.attribute === group.attribute && other.value === group.value);
  const champion = same && measureOf(same).value;
  const complaints: string[] = [];
  if (least && value !== undefined && !(value >= least.min))
    complaints.push(`${who}: ${name} ${shown(value)} is below ${least.min}`);
  if (most && !(loss <= most.max)) complaints.push(`${who}: ${lossName} ${shown(loss)} is above ${most.max}`);
  if (
    gate.behindChampion &&
    champion !== undefined &&
    value !== undefined &&
    !(champion - value <= gate.behindChampion.max)
  )
    complaints.push(
      `${who}: ${name} ${shown(value)} is more than ${gate.behindChampion.max} behind ${shown(champion)}`,
    );
  return complaints;
}

const nameOf = ({ attribute, value }: Group): string => `${attribute} ${value}`;
