import {
  brier,
  calibration,
  countSubgroupMetrics,
  devianceExplained,
  meanAbsoluteError,
  poissonDeviances,
  poissonDeviancesOfMean,
  rocAuc,
  subgroupMetrics,
  type SubgroupAttribute,
} from '@mesh/evaluation';
import type { WatchedGroup } from '@mesh/product';
import { byBand, byCode, type Snapshot } from '@mesh/training';
import type { HeldOutEvidence } from '../evidence.js';

/** The rows of a snapshot that judge, with the groups they belong to. */
export interface HeldOutRows {
  /** Positions in the snapshot. */
  readonly picked: readonly number[];
  readonly outcome?: 'count';
  readonly labels: Snapshot['labels'];
  readonly groups: readonly SubgroupAttribute[];
}

/** Picks the held-out rows of a snapshot. */
export function heldOutRows(snapshot: Snapshot, groups: Readonly<Record<string, WatchedGroup>> = {}): HeldOutRows {
  const picked = snapshot.labels.length === 0 ? [] : [...snapshot.heldOut.keys()].filter((i) => snapshot.heldOut[i]);
  const rules = Object.entries(groups).map(([attribute, group]) =>
    'names' in group ? byCode(group.field, group.names, attribute) : byBand(attribute, group.field, group.starts),
  );
  const isCount = snapshot.outcome === 'count';
  return {
    picked,
    ...(isCount && { outcome: 'count' }),
    labels: isCount
      ? Uint32Array.from(picked, (i) => snapshot.labels[i]!)
      : Uint8Array.from(picked, (i) => snapshot.labels[i]!),
    groups: rules.map(({ attribute, column, valueOf }) => {
      const place = snapshot.columns.indexOf(column);
      return { attribute, values: picked.map((i) => valueOf(snapshot.features[i]![place] ?? NaN)) };
    }),
  };
}

/** What the answers of a model for these rows are worth. */
export const heldOutEvidence = (rows: HeldOutRows, answers: Float32Array): HeldOutEvidence =>
  rows.outcome === 'count' ? countEvidence(rows, answers) : occurrenceEvidence(rows, answers);

function countEvidence({ labels, groups }: HeldOutRows, expected: Float32Array): HeldOutEvidence {
  const explained = devianceExplained(poissonDeviances(labels, expected), poissonDeviancesOfMean(labels));
  return {
    outcome: 'count',
    rows: labels.length,
    ...(explained && { devianceExplained: explained }),
    meanAbsoluteError: meanAbsoluteError(labels, expected),
    subgroups: groups.flatMap((attribute) => countSubgroupMetrics(labels, expected, attribute)),
  };
}

function occurrenceEvidence({ labels, groups }: HeldOutRows, probabilities: Float32Array): HeldOutEvidence {
  const positives = labels.filter((label) => label === 1).length;
  const both = positives > 0 && positives < labels.length;
  return {
    rows: labels.length,
    positives,
    ...(both && {
      rocAuc: rocAuc(labels, probabilities),
      brier: brier(labels, probabilities),
      calibrationError: calibration(labels, probabilities).expectedError,
    }),
    subgroups: groups.flatMap((attribute) => subgroupMetrics(labels, probabilities, attribute)),
  };
}
