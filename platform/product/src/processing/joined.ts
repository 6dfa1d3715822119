import { durationMs, type Duration } from '../ports/duration.js';
import { timing, type Timing, type TimingSpec } from './timing.js';

/** Which of the two streams a field of the result is taken from. */
export interface Picked<Side extends 'left' | 'right' = 'left' | 'right', Field extends string = string> {
  readonly side: Side;
  readonly field: Field;
}

/** A field of the left event. */
export const left = <const Field extends string>(field: Field): Picked<'left', NoInfer<Field>> =>
  Object.freeze({ side: 'left', field });

/** A field of the right event. */
export const right = <const Field extends string>(field: Field): Picked<'right', NoInfer<Field>> =>
  Object.freeze({ side: 'right', field });

/**
 * Joins two streams by event time (an interval join, as in Apache Flink): each pair of events with the same value in `on`
 * whose right time lies between `before` ahead of the left time and `within` after it gives one result, whichever came
 * first. With several fields in `on` the right event is joined by the first of them that it names.
 */
export interface Joined<
  Left extends string = string,
  Right extends string = string,
  On extends string = string,
  Select extends Readonly<Record<string, Picked>> = Readonly<Record<string, Picked>>,
  Gives extends string = string,
  Unmatched extends 'left' | 'none' = 'left' | 'none',
> extends Timing {
  readonly kind: 'joined';
  /** Event ports of the product, or inputs. */
  readonly left: Left;
  readonly right: Right;
  readonly on: readonly On[];
  readonly within: Duration;
  readonly before: Duration;
  readonly select: Select;
  readonly gives: Gives;
  /** `left`: a left event that found no partner in its time gives a result too, with null for what is right. */
  readonly unmatched: Unmatched;
}

/** Declares a join of two streams. */
export const joined = <
  const Left extends string,
  const Right extends string,
  const On extends string,
  const Select extends Readonly<Record<string, Picked>>,
  const Gives extends string,
  const Unmatched extends 'left' | 'none' = 'none',
>(
  spec: TimingSpec & {
    left: Left;
    right: Right;
    on: On | readonly On[];
    within: Duration;
    before?: Duration;
    select: Select;
    gives: Gives;
    unmatched?: Unmatched;
  },
  // Without NoInfer the names would be inferred from the declaration around it.
): Joined<NoInfer<Left>, NoInfer<Right>, NoInfer<On>, NoInfer<Select>, NoInfer<Gives>, NoInfer<Unmatched>> => {
  const { within, before = '0s', left: leftName, right: rightName, select, gives } = spec;
  const on: readonly On[] = typeof spec.on === 'string' ? [spec.on] : spec.on;
  if (!Number.isInteger(durationMs(within)) || !Number.isInteger(durationMs(before)))
    throw new RangeError('a duration is a whole number of milliseconds');
  if (on.length === 0) throw new RangeError('streams are joined on one field at least');
  if (spec.unmatched === 'left' && on.length > 1)
    throw new RangeError('who has found no partner can be said only where streams are joined on one field');
  return Object.freeze({
    kind: 'joined',
    left: leftName,
    right: rightName,
    on: Object.freeze(on),
    within,
    before,
    select: Object.freeze(select),
    gives,
    unmatched: (spec.unmatched ?? 'none') as Unmatched,
    ...timing(spec),
  });
};
