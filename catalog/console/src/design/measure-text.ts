/** Three decimals in the reader's own way of writing numbers. */
export const decimals = (value: number): string =>
  new Intl.NumberFormat(undefined, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format(value);

/** A measure with its interval: `0.912 (0.870–0.940)`. */
export const measureText = ({
  value,
  low,
  high,
}: {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}): string => `${decimals(value)} (${decimals(low)}–${decimals(high)})`;
