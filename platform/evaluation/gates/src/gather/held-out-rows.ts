import { brier, calibration, rocAuc, subgroupMetrics, type SubgroupAttribute } from '@mesh/evaluation';
import type { WatchedGroup } from '@mesh/product';
import { byBand, byCode, type Snapshot } from '@mesh/training';
import type { HeldOutEvidence } from '../evidence.js';

/** The rows of a snapshot that judge, with the groups they belong to. */
export interface HeldOutRows {
  /** Positions in the snapshot. */
  readonly picked: readonly number[];
  readonly labels: Uint8Array;
  readonly groups: readonly SubgroupAttribute[];
}

/** Picks the held-out rows of a snapshot. */
export function heldOutRows(snapshot: Snapshot, groups: Readonly<Record<string, WatchedGroup>> = {}): HeldOutRows {
  const picked = snapshot.labels.length === 0 ? [] : [...snapshot.heldOut.keys()].filter((i) => snapshot.heldOut[i]);
  const rules = Object.entries(groups).map(([attribute, group]) =>
    'names' in group ? byCode(group.field, group.names, attribute) : byBand(attribute, group.field, group.starts),
  );
  return {
    picked,
    labels: Uint8Array.from(picked, (i) => snapshot.labels[i]!),
    groups: rules.map(({ attribute, column, valueOf }) => {
      const place = snapshot.columns.indexOf(column);
      return { attribute, values: picked.map((i) => valueOf(snapshot.features[i]![place] ?? NaN)) };
    }),
  };
}

/** What the probabilities of a model for these rows are worth. */
export function heldOutEvidence({ labels, groups }: HeldOutRows, probabilities: Float32Array): HeldOutEvidence {
  const positives = labels.reduce((sum, label) => sum + label, 0);
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
