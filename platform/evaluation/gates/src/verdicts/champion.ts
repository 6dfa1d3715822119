import type { GateVerdict } from '@mesh/models';
import type { ChampionGate, CountChampionGate } from '@mesh/product';
import type { ChampionEvidence } from '../evidence.js';
import { failed, passed, shown } from './verdict.js';

type Comparable = Exclude<ChampionEvidence, { readonly incomparable: string }>;

const GATE = 'notWorseThanChampion';
const DEFAULT_MARGIN = 0.02;

/** Whether the version loses at most the margin: judged by the bound of the interval, so that few rows prove little. */
export function championVerdict(
  gate: ChampionGate | CountChampionGate,
  champion: ChampionEvidence | undefined,
): GateVerdict {
  const { margin = DEFAULT_MARGIN } = gate;
  if (champion === undefined) return passed(GATE, 'There is no champion to compare with.', { margin });
  const who = { champion: champion.version, margin };
  if ('incomparable' in champion)
    return failed(GATE, `Champion ${champion.version} cannot be compared: ${champion.incomparable}.`, who);
  const { by, name, difference, isLoss } = compared(gate, champion);
  const { value, low, high, n } = difference;
  const worst = isLoss ? high : -low;
  const said = `${name} differs by ${shown(value)} (${shown(low)} to ${shown(high)}) from champion ${champion.version} on the same ${n} held-out rows`;
  const figures = { difference: value, low, high, rows: n, by, ...who };
  if (worst <= margin) return passed(GATE, `${said}: it is at most ${margin} worse.`, figures);
  return failed(GATE, `${said}: it may be more than ${margin} worse.`, figures);
}

/** By what the two are compared. */
function compared(gate: ChampionGate | CountChampionGate, champion: Comparable) {
  if (champion.outcome === 'count') {
    const difference = champion.devianceExplained;
    return { by: 'devianceExplained', name: 'Deviance explained', difference, isLoss: false };
  }
  const { by = 'rocAuc' } = gate as ChampionGate;
  // A Brier score is a loss: there a greater one is worse.
  if (by === 'brier') return { by, name: 'Brier score', difference: champion.brier, isLoss: true };
  return { by, name: 'ROC AUC', difference: champion.rocAuc, isLoss: false };
}
