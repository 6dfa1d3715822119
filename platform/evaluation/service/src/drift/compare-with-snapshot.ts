import {
  benjaminiHochberg,
  chiSquared,
  kolmogorovSmirnov,
  normalisedWasserstein,
  populationStability,
  populationStabilityOfCounts,
  wasserstein,
} from '@mesh/evaluation';

import type { ColumnPlan } from './column-plan.js';
import type { Reference } from './reference.js';
import type { RecentScores } from './sketch-store.js';
import { binMeans, binNumbers, columnCounts, type ColumnCounts } from './sketch.js';

/** Below this share of false alarms among the drifted, by Benjamini and Hochberg. */
const FALSE_DISCOVERY_RATE = 0.05;
/** A significant difference that is smaller is of no concern: with many scores every difference is significant. */
const LEAST_STABILITY_INDEX = 0.1;
/** Fewer values say nothing of a distribution. */
const LEAST_VALUES = 30;

/** How far one column has moved from the training snapshot. */
export interface ColumnDrift {
  readonly name: string;
  readonly kind: ColumnPlan['kind'];
  /** Values that are there, of the recent scores and of the snapshot. */
  readonly values: number;
  readonly referenceValues: number;
  /** Population stability index over deciles of the snapshot, or over the codes. */
  readonly psi?: number;
  readonly test?: 'kolmogorov-smirnov' | 'chi-squared';
  /** Of the test, over the bins of the sketch. */
  readonly statistic?: number;
  /** Corrected for the number of columns. */
  readonly pValue?: number;
  /** Distance in the unit of the column, and in standard deviations of the snapshot. */
  readonly wasserstein?: number;
  readonly normalisedWasserstein?: number;
  /** The corrected test says so at 5 %, and the index reaches 0.1. */
  readonly drifted: boolean;
  readonly missingRate: number;
  readonly referenceMissingRate: number;
  /** Share outside the snapshot's range or, for codes, that the snapshot does not have. */
  readonly outOfRangeRate: number;
}

/** How far the newest scores and their inputs have moved from the training snapshot. */
export interface Drift {
  readonly scores: number;
  readonly referenceRows: number;
  readonly inputs: readonly ColumnDrift[];
  /** Against the version's scores of held-out rows; absent where none could be made. */
  readonly score?: ColumnDrift;
}

/** Compares column by column, and corrects for their number. */
export function compareWithSnapshot(reference: Reference, { scores, sketch }: RecentScores): Drift {
  const plans = reference.scoredRows > 0 ? [...reference.inputs, reference.score] : reference.inputs;
  const compared = plans.map((plan) => compare(plan, columnCounts(reference.sketch, plan), columnCounts(sketch, plan)));
  const tested = compared.filter((column) => column.pValue !== undefined);
  const adjusted = benjaminiHochberg(tested.map(({ pValue }) => pValue!));
  tested.forEach((column, nth) => {
    column.pValue = adjusted[nth]!;
    column.drifted = adjusted[nth]! < FALSE_DISCOVERY_RATE && column.psi! >= LEAST_STABILITY_INDEX;
  });
  const score = compared[reference.inputs.length];
  return {
    scores,
    referenceRows: reference.rows,
    inputs: compared.slice(0, reference.inputs.length),
    ...(score && { score }),
  };
}

type Comparing = { -readonly [Key in keyof ColumnDrift]: ColumnDrift[Key] };

function compare(plan: ColumnPlan, before: ColumnCounts, after: ColumnCounts): Comparing {
  const share = (part: number, of: ColumnCounts) => (of.known + of.missing === 0 ? 0 : part / (of.known + of.missing));
  const { name, kind } = plan;
  const column: Comparing = {
    ...{ name, kind, values: after.known, referenceValues: before.known, drifted: false },
    missingRate: share(after.missing, after),
    referenceMissingRate: share(before.missing, before),
    outOfRangeRate: after.known === 0 ? 0 : after.outside / after.known,
  };
  if (before.known < LEAST_VALUES || after.known < LEAST_VALUES) return column;
  if (kind === 'categorical') {
    const { statistic, pValue } = chiSquared(before.counts, after.counts);
    const psi = populationStabilityOfCounts(before.counts, after.counts);
    return { ...column, psi, test: 'chi-squared', statistic, pValue };
  }
  const [bins, newBins] = [binNumbers(before), binNumbers(after)];
  const [means, newMeans] = [binMeans(before), binMeans(after)];
  const { statistic, pValue } = kolmogorovSmirnov(bins, newBins);
  return {
    ...column,
    ...{ psi: populationStability(bins, newBins), test: 'kolmogorov-smirnov', statistic, pValue },
    wasserstein: wasserstein(means, newMeans),
    normalisedWasserstein: normalisedWasserstein(means, newMeans),
  };
}
