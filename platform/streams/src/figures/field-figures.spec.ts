import fc from 'fast-check';
import { FieldFigures } from './field-figures.js';

const figuresOf = (values: readonly number[]): FieldFigures => {
  const figures = new FieldFigures();
  for (const value of values) figures.add(value);
  return figures;
};
const ordinary = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 });

/** The sum of doubles without any rounding but the last: each is a whole number of units of 2^-1074. */
function exactSum(values: readonly number[]): number {
  const UNITS = 2n ** 1074n;
  let total = 0n;
  for (const value of values) {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, value);
    const word = bits.getBigUint64(0);
    const exponent = Number((word >> 52n) & 0x7ffn);
    const fraction = word & 0xfffffffffffffn;
    const magnitude = exponent === 0 ? fraction : (fraction + 0x10000000000000n) << BigInt(exponent - 1);
    total += word >> 63n === 0n ? magnitude : -magnitude;
  }
  return Number((total * 10n ** 30n) / UNITS) / 1e30;
}

describe('given the values of a field', () => {
  it('sums what a plain addition loses', () => {
    expect(figuresOf([1, 1e100, 1, -1e100]).figure('sum')).toBe(2);
    expect(figuresOf(Array.from({ length: 10 }, () => 0.1)).figure('sum')).toBe(1);
  });

  it('sums as if nothing were rounded on the way', () => {
    fc.assert(
      fc.property(ordinary, (values) => {
        const size = values.reduce((sum, value) => sum + Math.abs(value), 0);
        // Neumaier's bound: one rounding of the result, and the square of the unit roundoff for the rest.
        expect(Math.abs((figuresOf(values).figure('sum') as number) - exactSum(values))).toBeLessThanOrEqual(
          Math.abs(exactSum(values)) * 2 ** -52 + size * values.length ** 2 * 2 ** -104 + 1e-25,
        );
      }),
    );
  });

  it('gives the deviation of the sample as two passes over the values would', () => {
    fc.assert(
      fc.property(ordinary, (values) => {
        const mean = exactSum(values) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const expected = values.length < 2 ? null : Math.sqrt(squares / (values.length - 1));
        const given = figuresOf(values).figure('stddev');
        if (expected === null) expect(given).toBeNull();
        else expect(Math.abs((given as number) - expected)).toBeLessThanOrEqual(1e-9 * (1 + expected));
      }),
    );
  });

  it('goes on from its state as if it had never been put down', () => {
    fc.assert(
      fc.property(ordinary, ordinary, (first, then) => {
        const kept = JSON.stringify(figuresOf(first).state);
        const resumed = FieldFigures.of(JSON.parse(kept) as ReturnType<typeof figuresOf>['state']);
        for (const value of then) resumed.add(value);
        const plain = figuresOf([...first, ...then]);
        for (const name of ['sum', 'mean', 'min', 'max', 'stddev'] as const) {
          // 0 and -0 are one number in JSON.
          expect((resumed.figure(name) as number) + 0).toBe((plain.figure(name) as number) + 0);
        }
      }),
    );
  });

  it('says nothing where nothing was measured, and has no spread of one value', () => {
    expect(['sum', 'mean', 'min', 'max', 'stddev'].map((of) => new FieldFigures().figure(of as 'sum'))).toEqual(
      Array.from({ length: 5 }, () => null),
    );
    expect(figuresOf([7]).figure('stddev')).toBeNull();
    expect(figuresOf([-3, -7]).figure('max')).toBe(-3);
  });
});
