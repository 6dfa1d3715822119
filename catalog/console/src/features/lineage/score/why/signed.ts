const SIGNED = new Intl.NumberFormat(undefined, {
  signDisplay: 'exceptZero',
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});

/** A number with its sign and three decimals, in the reader's own way of writing numbers. */
export const signed = (value: number): string => SIGNED.format(value);
