import { pairedBootstrapInTurns, subgroupMetrics, type PairedCases } from '@mesh/evaluation';
import type { Snapshot } from '@mesh/training';
import type { ChampionEvidence } from '../evidence.js';
import { matrixOf, type AskedModel } from './asked-model.js';
import type { HeldOutRows } from './held-out-rows.js';
import { denseRanks, meanSquaredError, rocAucOfRanks } from './resampled-measures.js';

/** More rows would hold up a turn of the event loop, and prove little more. */
const MOST_ROWS = 5_000;
const ROUNDS = 1_000;

/** Champion and version on the same held-out rows, by paired bootstrap. */
export async function compareWithChampion(
  champion: AskedModel & { readonly version: string },
  { snapshot, heldOut, probabilities }: { snapshot: Snapshot; heldOut: HeldOutRows; probabilities: Float32Array },
  signal?: AbortSignal,
): Promise<ChampionEvidence> {
  const { version, signature } = champion;
  const missing = signature.features.filter((name) => !snapshot.columns.includes(name));
  if (missing.length > 0) return { version, incomparable: `it takes ${missing.join(', ')}, which the rows have not` };
  const { labels, groups, picked } = heldOut;
  if (!labels.includes(0) || !labels.includes(1))
    return { version, incomparable: 'the held-out rows are of one outcome' };
  const answers = await champion.score(matrixOf(snapshot, signature.features, picked));
  const chosen = thinned(labels);
  const drawn = chosen.map((i) => labels[i]!);
  const one = Float64Array.from(chosen, (i) => probabilities[i]!);
  const other = Float64Array.from(chosen, (i) => answers[i]!);
  const by = async (cases: Pick<PairedCases, 'one' | 'other' | 'measure'>) =>
    (await pairedBootstrapInTurns({ ...cases, labels: drawn, rounds: ROUNDS }, signal)).difference;
  return {
    version,
    rocAuc: await by({ one: denseRanks(one), other: denseRanks(other), measure: rocAucOfRanks }),
    brier: await by({ one, other, measure: meanSquaredError }),
    subgroups: groups.flatMap((attribute) => subgroupMetrics(labels, answers, attribute)),
  };
}

/** Every row, or an even choice of so many of each outcome that the comparison stays affordable. */
function thinned(labels: Uint8Array): readonly number[] {
  const rows = [...labels.keys()];
  if (rows.length <= MOST_ROWS) return rows;
  const step = rows.length / MOST_ROWS;
  return [0, 1].flatMap((outcome) => {
    const own = rows.filter((i) => labels[i] === outcome);
    const count = Math.max(1, Math.floor(own.length / step));
    return Array.from({ length: count }, (_, k) => own[Math.floor((k * own.length) / count)]!);
  });
}
