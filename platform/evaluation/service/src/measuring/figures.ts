import type { EstimatedPerformance } from '@mesh/evaluation';
import type { Drift } from '../drift/compare-with-snapshot.js';
import type { Performance } from './measure-performance.js';

/** A group of people, and how the version did for them. */
export type GroupPerformance = Performance & { readonly attribute: string; readonly value: string };

/** What was measured of a model's champion. */
export interface Figures {
  /** Absent while fewer outcomes are known than the watch asks for. */
  readonly performance?: Performance;
  readonly subgroups: readonly GroupPerformance[];
  /** Absent while there are fewer scores than the watch asks for, or no snapshot to compare with. */
  readonly drift?: Drift;
  /** What to expect of scores whose outcome is not known yet, as far as the probabilities are calibrated. */
  readonly estimate?: EstimatedPerformance & { readonly isEstimate: true; readonly n: number };
}

/** How a model stands, as it was measured last. */
export interface ModelReport extends Figures {
  readonly model: string;
  readonly product: string;
  /** The champion that the figures are of; absent without one. */
  readonly version?: string;
  readonly serving: 'serving' | 'stopped';
  /** RFC 3339. */
  readonly at: string;
  /** Outcomes of the champion's scores in the window, and how many there must be. */
  readonly judged: { readonly n: number; readonly least: number; readonly window: number };
  /** Rules that were set off and have not come back. */
  readonly raised: readonly string[];
}
