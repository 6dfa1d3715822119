import type { GateVerdict } from '@mesh/models';
import type { ChampionGate } from '@mesh/product';
import type { ChampionEvidence } from '../evidence.js';
import { failed, passed, shown } from './verdict.js';

const GATE = 'notWorseThanChampion';
const DEFAULT_MARGIN = 0.02;

/** Whether the version loses at most the margin: judged by the bound of the interval, so that few rows prove little. */
export function championVerdict(
  { by = 'rocAuc', margin = DEFAULT_MARGIN }: ChampionGate,
  champion: ChampionEvidence | undefined,
): GateVerdict {
  if (champion === undefined) return passed(GATE, 'There is no champion to compare with.', { margin });
  const who = { champion: champion.version, margin };
  if ('incomparable' in champion)
    return failed(GATE, `Champion ${champion.version} cannot be compared: ${champion.incomparable}.`, who);
  const { value, low, high, n } = champion[by];
  // A Brier score is a loss: there a greater one is worse.
  const worst = by === 'rocAuc' ? -low : high;
  const name = by === 'rocAuc' ? 'ROC AUC' : 'Brier score';
  const said = `${name} differs by ${shown(value)} (${shown(low)} to ${shown(high)}) from champion ${champion.version} on the same ${n} held-out rows`;
  const figures = { difference: value, low, high, rows: n, by, ...who };
  if (worst <= margin) return passed(GATE, `${said}: it is at most ${margin} worse.`, figures);
  return failed(GATE, `${said}: it may be more than ${margin} worse.`, figures);
}
