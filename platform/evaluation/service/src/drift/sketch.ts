import { binOf, sizeOf, type ColumnPlan } from './column-plan.js';

/**
 * Counts of a number of rows, all columns in one array of doubles: sketches of the same plan are added element by element,
 * in any order, and cost the same for ten rows as for ten million.
 */
export type Sketch = Float64Array;

/** An empty sketch of these columns. */
export const emptySketch = (plans: readonly ColumnPlan[]): Sketch =>
  new Float64Array(plans.reduce((size, plan) => size + sizeOf(plan), 0));

/** Counts one value; NaN is one that is missing. */
export function countValue(sketch: Sketch, plan: ColumnPlan, value: number): void {
  const { offset, cuts, low, high, kind } = plan;
  const bins = cuts.length + 1;
  if (Number.isNaN(value)) {
    sketch[offset + 2 * bins]! += 1;
    return;
  }
  const bin = binOf(plan, value);
  sketch[offset + bin]! += 1;
  sketch[offset + bins + bin]! += value;
  const isOutside = kind === 'categorical' ? bin === cuts.length : value < low || value > high;
  if (isOutside) sketch[offset + 2 * bins + 1]! += 1;
}

/** Adds one sketch to another of the same plan. */
export function addSketch(to: Sketch, from: Sketch): void {
  for (let i = 0; i < to.length; i++) to[i]! += from[i]!;
}

/** What a sketch says of one column. */
export interface ColumnCounts {
  /** By bin. */
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  /** Values that are there. */
  readonly known: number;
  readonly missing: number;
  readonly outside: number;
}

export function columnCounts(sketch: Sketch, { offset, cuts }: ColumnPlan): ColumnCounts {
  const bins = cuts.length + 1;
  const counts = sketch.subarray(offset, offset + bins);
  return {
    counts,
    sums: sketch.subarray(offset + bins, offset + 2 * bins),
    known: counts.reduce((sum, count) => sum + count, 0),
    missing: sketch[offset + 2 * bins]!,
    outside: sketch[offset + 2 * bins + 1]!,
  };
}

/** Each counted value as the number of its bin. */
export function binNumbers({ counts, known }: ColumnCounts): Float64Array {
  return expand(counts, known, (bin) => bin);
}

/** Each counted value as the mean of its bin. */
export function binMeans({ counts, sums, known }: ColumnCounts): Float64Array {
  return expand(counts, known, (bin) => sums[bin]! / counts[bin]!);
}

function expand(counts: Float64Array, known: number, valueOf: (bin: number) => number): Float64Array {
  const values = new Float64Array(known);
  let at = 0;
  counts.forEach((count, bin) => {
    if (count > 0) values.fill(valueOf(bin), at, at + count);
    at += count;
  });
  return values;
}

/** A sketch as the bytes that are stored. */
export const bytesOf = (sketch: Sketch): Buffer => Buffer.from(sketch.buffer, sketch.byteOffset, sketch.byteLength);

/** A stored sketch; undefined where it was made by another plan. */
export function sketchOf(bytes: Buffer, size: number): Sketch | undefined {
  if (bytes.byteLength !== size * Float64Array.BYTES_PER_ELEMENT) return undefined;
  const copy = Buffer.from(bytes);
  // A copy of its own memory, for a double must begin at a multiple of eight bytes.
  return new Float64Array(copy.buffer.slice(copy.byteOffset, copy.byteOffset + copy.byteLength));
}
