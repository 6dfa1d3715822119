import type { RolloutRequest } from './rollout.js';

/** What stands in the fields of the form; shares in percent, as people write them. */
export interface StartEntries {
  readonly way: 'shadow' | 'share' | 'ramp';
  readonly version: string;
  readonly share: string;
  readonly steps: string;
  readonly minimumAnswers: string;
  readonly minimumOutcomes: string;
  readonly tolerance: string;
  readonly promotes: boolean;
  readonly reason: string;
}

/** What the form begins with. */
export const FIRST_ENTRIES: Omit<StartEntries, 'version'> = {
  way: 'shadow',
  share: '5',
  steps: '1, 10, 50',
  minimumAnswers: '1000',
  minimumOutcomes: '0',
  tolerance: '0',
  promotes: false,
  reason: '',
};

export type FaultyEntry = 'share' | 'steps' | 'minimumAnswers' | 'minimumOutcomes' | 'tolerance';

const PERCENT = 100;
const MOST_STEPS = 20;

/** A percentage as a share of one: undefined for what is none, or not above 0 and at most 100. */
export function shareOf(text: string): number | undefined {
  if (!/^\s*\d+([.,]\d+)?\s*%?\s*$/.test(text)) return undefined;
  const percent = Number(text.replace('%', '').replace(',', '.'));
  return percent > 0 && percent <= PERCENT ? Math.round(percent * 1e6) / (PERCENT * 1e6) : undefined;
}

/** The steps of a ramp, ascending; they are parted by spaces or semicolons, or by commas that a space follows. */
export function stepsOf(text: string): readonly number[] | undefined {
  const shares = text
    .split(/,\s+|[;\s]+/)
    .filter((part) => part !== '')
    .map(shareOf);
  const isComplete = shares.every((share) => share !== undefined);
  if (!isComplete || shares.length === 0 || shares.length > MOST_STEPS) return undefined;
  return shares.every((share, nth) => nth === 0 || share > shares[nth - 1]!) ? shares : undefined;
}

const countOf = (text: string): number | undefined => (/^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined);

/** Which fields are not as they have to be. */
export function startFaults(entries: StartEntries): readonly FaultyEntry[] {
  if (entries.way === 'shadow') return [];
  if (entries.way === 'share') return shareOf(entries.share) === undefined ? ['share'] : [];
  const tolerance = Number(entries.tolerance.trim() === '' ? NaN : entries.tolerance.replace(',', '.'));
  return [
    ...(stepsOf(entries.steps) === undefined ? (['steps'] as const) : []),
    ...((countOf(entries.minimumAnswers) ?? 0) < 1 ? (['minimumAnswers'] as const) : []),
    ...(countOf(entries.minimumOutcomes) === undefined ? (['minimumOutcomes'] as const) : []),
    ...(tolerance >= 0 && tolerance <= 1 ? [] : (['tolerance'] as const)),
  ];
}

/** What is asked for; the entries have no fault. */
export function startRequest(entries: StartEntries): RolloutRequest {
  const { way, version, reason } = entries;
  const why = reason.trim() === '' ? {} : { reason: reason.trim() };
  if (way === 'shadow') return { shadow: version, ...why };
  if (way === 'share') return { challenger: version, share: shareOf(entries.share)!, ...why };
  return {
    challenger: version,
    ramp: {
      steps: stepsOf(entries.steps)!,
      minimumAnswers: Number(entries.minimumAnswers),
      minimumOutcomes: Number(entries.minimumOutcomes),
      tolerance: Number(entries.tolerance.replace(',', '.')),
      whenDone: entries.promotes ? 'promote' : 'hold',
    },
    ...why,
  };
}
