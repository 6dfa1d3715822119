import { durationMs, type Duration } from '../ports/duration.js';
import type { Aggregate } from './aggregates.js';
import { timing, type Timing, type TimingSpec } from './timing.js';

/**
 * Aggregates by windows of event time (the Dataflow model: Akidau et al., VLDB 2015). A window is tumbling where `every`
 * is its size, hopping where it is less; windows begin at multiples of `every` since 1970 in UTC. Its first result is
 * given when the watermark passes its end; what comes later but within `lateness` corrects it: the whole result again,
 * with the next revision.
 */
export interface Windowed<
  From extends string = string,
  Key extends string = string,
  At extends string | undefined = string | undefined,
  Aggregates extends Readonly<Record<string, Aggregate>> = Readonly<Record<string, Aggregate>>,
  Gives extends string = string,
  Late extends string | undefined = string | undefined,
> extends Timing {
  readonly kind: 'windowed';
  /** An event port of the product, or an input. */
  readonly from: From;
  /** The field by which windows are kept apart: an event without it is in no window. */
  readonly key: Key;
  /** The field with the event time; without one, that of the port. */
  readonly at: At;
  readonly size: Duration;
  readonly every: Duration;
  readonly aggregate: Aggregates;
  /** The event port that the results go to. */
  readonly gives: Gives;
  /** The event port that gets what came too late for every window; without one it is only counted. */
  readonly late: Late;
}

/** Most windows that one event may be part of. */
const MOST_OVERLAP = 1_000;

/** Declares a windowed aggregate; `every` makes its windows hop. */
export const windowed = <
  const From extends string,
  const Key extends string,
  const Aggregates extends Readonly<Record<string, Aggregate>>,
  const Gives extends string,
  const At extends string | undefined = undefined,
  const Late extends string | undefined = undefined,
>(
  spec: TimingSpec & {
    from: From;
    key: Key;
    at?: At;
    size: Duration;
    every?: Duration;
    aggregate: Aggregates;
    gives: Gives;
    late?: Late;
  },
  // Without NoInfer the names would be inferred from the declaration around it.
): Windowed<NoInfer<From>, NoInfer<Key>, NoInfer<At>, NoInfer<Aggregates>, NoInfer<Gives>, NoInfer<Late>> => {
  const { size, every = size } = spec;
  const [sizeMs, everyMs] = [durationMs(size), durationMs(every)];
  if (!Number.isInteger(sizeMs) || !Number.isInteger(everyMs) || everyMs < 1)
    throw new RangeError('a window lasts, and hops by, a whole number of milliseconds');
  if (everyMs > sizeMs) throw new RangeError('windows that begin less often than they last would leave events out');
  if (sizeMs / everyMs > MOST_OVERLAP)
    throw new RangeError(`an event would be part of more than ${MOST_OVERLAP} windows`);
  const { from, key, at, aggregate, gives, late } = spec;
  return Object.freeze({
    kind: 'windowed',
    from,
    key,
    at: at as At,
    size,
    every,
    aggregate: Object.freeze(aggregate),
    gives,
    late: late as Late,
    ...timing(spec),
  });
};
