const SHARE = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 });
const PRECISE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });

/** A share of one as a percentage. */
export const shareText = (share: number): string => SHARE.format(share);

/** A count with the reader's own separators. */
export const countText = (count: number): string => WHOLE.format(count);

const STEPS: readonly (readonly [ms: number, unit: string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
];

/** A length of time in the largest unit that it fills. */
export function durationText(ms: number): string {
  const [size, unit] = STEPS.find(([step]) => ms >= step) ?? [1, 'ms'];
  return `${PRECISE.format(ms / size)} ${unit}`;
}
