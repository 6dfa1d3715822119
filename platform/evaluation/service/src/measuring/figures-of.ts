import { estimatedPerformance } from '@mesh/evaluation';

import { compareWithSnapshot } from '../drift/compare-with-snapshot.js';
import type { Reference } from '../drift/reference.js';
import { binMeans, columnCounts } from '../drift/sketch.js';
import type { RecentScores } from '../drift/sketch-store.js';
import type { GroupCodes } from '../joining/group-codes.js';
import type { WatchedModel } from '../watching/watched-model.js';
import type { Figures } from './figures.js';
import { casesOfGroup, type WindowCases } from './judged-window.js';
import { performanceOf } from './measure-performance.js';

/** Performance of all judged cases and of each group of people; nothing below the declared minimum. */
export function judgedFigures(
  cases: WindowCases,
  { watch }: WatchedModel,
  codes: GroupCodes,
): Pick<Figures, 'performance' | 'subgroups'> {
  if (cases.outcomes.length < watch.window.least) return { subgroups: [] };
  const performance = performanceOf(cases, watch.threshold);
  const subgroups = codes.attributes.flatMap(({ attribute, values }, nth) =>
    values.flatMap((value, code) => {
      const group = performanceOf(casesOfGroup(cases, nth, code + 1), watch.threshold);
      return group === undefined ? [] : [{ attribute, value, ...group }];
    }),
  );
  return { ...(performance && { performance }), subgroups };
}

/** Drift against the snapshot, and what the scores alone let one expect; nothing below the declared minimum. */
export function recentFigures(
  reference: Reference,
  recent: RecentScores | undefined,
  { watch }: WatchedModel,
): Pick<Figures, 'drift' | 'estimate'> {
  if (recent === undefined || recent.scores < watch.drift.least) return {};
  const probabilities = binMeans(columnCounts(recent.sketch, reference.score));
  const isDecided = probabilities.every((p) => p === 0) || probabilities.every((p) => p === 1);
  return {
    drift: compareWithSnapshot(reference, recent),
    ...(!isDecided && {
      estimate: {
        isEstimate: true,
        n: probabilities.length,
        ...estimatedPerformance(probabilities, watch.threshold),
      },
    }),
  };
}
