import type { Step } from '../change.js';

/** A semantic version without a label (semver.org). */
export interface SemanticVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Reads `1.4.0`; undefined for anything else. */
export function parseVersion(text: string): SemanticVersion | undefined {
  const parts = /^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$/.exec(text);
  return parts === null ? undefined : { major: Number(parts[1]), minor: Number(parts[2]), patch: Number(parts[3]) };
}

/** Below zero when the one comes before the other, zero when they are the same. */
export const compareVersions = (one: SemanticVersion, other: SemanticVersion): number =>
  one.major - other.major || one.minor - other.minor || one.patch - other.patch;

export const versionText = ({ major, minor, patch }: SemanticVersion): string => `${major}.${minor}.${patch}`;

/**
 * The smallest version that may follow a release after such a change. Before 1.0.0 anything may change (semver.org, 4):
 * there the minor takes the part of the major and the patch that of the minor, as package managers read it.
 */
export function nextVersion({ major, minor, patch }: SemanticVersion, step: Step): SemanticVersion {
  if (major === 0) return step === 'major' ? { major, minor: minor + 1, patch: 0 } : { major, minor, patch: patch + 1 };
  switch (step) {
    case 'major':
      return { major: major + 1, minor: 0, patch: 0 };
    case 'minor':
      return { major, minor: minor + 1, patch: 0 };
    case 'patch':
      return { major, minor, patch: patch + 1 };
  }
}

const ORDER: readonly Step[] = ['patch', 'minor', 'major'];

/** The greatest of the steps; undefined for none. */
export const greatestStep = (steps: Iterable<Step>): Step | undefined =>
  [...steps].reduce<Step | undefined>(
    (greatest, step) => (greatest === undefined || ORDER.indexOf(step) > ORDER.indexOf(greatest) ? step : greatest),
    undefined,
  );
