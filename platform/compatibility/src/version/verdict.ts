import type { Change, Step } from '../change.js';
import { compareVersions, greatestStep, nextVersion, parseVersion, versionText } from './semantic-version.js';

/** Whether a version may follow a release, and which is the smallest that may. */
export interface Verdict {
  readonly released: string;
  readonly declared: string;
  /** Absent when nothing is different. */
  readonly deserves?: Step;
  /** The smallest version that the changes deserve; the released one when nothing is different. */
  readonly smallest: string;
  readonly acceptable: boolean;
}

/** Judges a declared version by what is different since a release; undefined when one of the two is no semantic version. */
export function verdictOn(released: string, declared: string, changes: readonly Change[]): Verdict | undefined {
  const [from, to] = [parseVersion(released), parseVersion(declared)];
  if (from === undefined || to === undefined) return undefined;
  const deserves = greatestStep(changes.map((change) => change.deserves));
  const smallest = deserves === undefined ? from : nextVersion(from, deserves);
  return {
    released,
    declared,
    ...(deserves !== undefined && { deserves }),
    smallest: versionText(smallest),
    acceptable: compareVersions(to, smallest) >= 0,
  };
}
