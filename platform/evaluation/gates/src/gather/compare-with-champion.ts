import {
  countSubgroupMetrics,
  pairedBootstrapInTurns,
  poissonDeviances,
  poissonDeviancesOfMean,
  subgroupMetrics,
  type PairedCases,
} from '@mesh/evaluation';
import { outcomeInSignature } from '@mesh/models';
import { outcomeOfSnapshot, type Snapshot } from '@mesh/training';
import type { ChampionEvidence } from '../evidence.js';
import { matrixOf, type AskedModel } from './asked-model.js';
import type { HeldOutRows } from './held-out-rows.js';
import { denseRanks, meanOfValues, meanSquaredError, rocAucOfRanks } from './resampled-measures.js';

/** More rows would hold up a turn of the event loop, and prove little more. */
const MOST_ROWS = 5_000;
const ROUNDS = 1_000;

interface ComparedRows {
  readonly snapshot: Snapshot;
  readonly heldOut: HeldOutRows;
  /** Of the version, for each held-out row. */
  readonly answers: Float32Array;
}

type Champion = AskedModel & { readonly version: string };

/** Champion and version on the same held-out rows, by paired bootstrap. */
export async function compareWithChampion(
  champion: Champion,
  { snapshot, heldOut, answers }: ComparedRows,
  signal?: AbortSignal,
): Promise<ChampionEvidence> {
  const { version, signature } = champion;
  const missing = signature.features.filter((name) => !snapshot.columns.includes(name));
  if (missing.length > 0) return { version, incomparable: `it takes ${missing.join(', ')}, which the rows have not` };
  if (outcomeInSignature(signature) !== outcomeOfSnapshot(snapshot))
    return { version, incomparable: `it foresees a ${outcomeInSignature(signature)}` };
  if (new Set(heldOut.labels).size < 2) return { version, incomparable: 'the held-out rows are of one outcome' };
  const before = await champion.score(matrixOf(snapshot, signature.features, heldOut.picked));
  const sides = { heldOut, one: answers, other: before };
  return heldOut.outcome === 'count' ? byDeviance(version, sides, signal) : byProbability(version, sides, signal);
}

interface Sides {
  readonly heldOut: HeldOutRows;
  /** Answers of the version and of the champion. */
  readonly one: Float32Array;
  readonly other: Float32Array;
}

async function byProbability(version: string, sides: Sides, signal?: AbortSignal): Promise<ChampionEvidence> {
  const { labels, groups } = sides.heldOut;
  const chosen = thinned(labels);
  const drawn = chosen.map((i) => labels[i]!);
  const one = Float64Array.from(chosen, (i) => sides.one[i]!);
  const other = Float64Array.from(chosen, (i) => sides.other[i]!);
  const by = async (cases: Pick<PairedCases, 'one' | 'other' | 'measure'>) =>
    (await pairedBootstrapInTurns({ ...cases, labels: drawn, rounds: ROUNDS }, signal)).difference;
  return {
    version,
    rocAuc: await by({ one: denseRanks(one), other: denseRanks(other), measure: rocAucOfRanks }),
    brier: await by({ one, other, measure: meanSquaredError }),
    subgroups: groups.flatMap((attribute) => subgroupMetrics(labels, sides.other, attribute)),
  };
}

/** What each explains of a row, as a share of the plain mean's deviance over all rows, is resampled: their mean is D². */
async function byDeviance(version: string, sides: Sides, signal?: AbortSignal): Promise<ChampionEvidence> {
  const { labels, groups } = sides.heldOut;
  // Counts have no classes of which each round must have some.
  const rows = thinned(new Uint8Array(labels.length));
  const observed = rows.map((i) => labels[i]!);
  const ofMean = poissonDeviancesOfMean(observed);
  const whole = ofMean.reduce((sum, deviance) => sum + deviance, 0) / rows.length;
  const explained = (expected: Float32Array): Float64Array =>
    poissonDeviances(
      observed,
      rows.map((i) => expected[i]!),
    ).map((deviance) => 1 - deviance / whole);
  const { difference } = await pairedBootstrapInTurns(
    {
      labels: new Uint8Array(rows.length),
      ...{ one: explained(sides.one), other: explained(sides.other), measure: meanOfValues, rounds: ROUNDS },
    },
    signal,
  );
  return {
    ...{ version, outcome: 'count', devianceExplained: difference },
    subgroups: groups.flatMap((attribute) => countSubgroupMetrics(labels, sides.other, attribute)),
  };
}

/** Every row, or an even choice of so many of each outcome that the comparison stays affordable. */
function thinned(labels: ArrayLike<number>): readonly number[] {
  const rows = Array.from(labels, (_, i) => i);
  if (rows.length <= MOST_ROWS) return rows;
  const step = rows.length / MOST_ROWS;
  return [0, 1].flatMap((outcome) => {
    const own = rows.filter((i) => labels[i] === outcome);
    const count = own.length === 0 ? 0 : Math.max(1, Math.floor(own.length / step));
    return Array.from({ length: count }, (_, k) => own[Math.floor((k * own.length) / count)]!);
  });
}
