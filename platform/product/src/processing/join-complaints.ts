import type { ComplaintsOfKind, ComplaintsOfMissing, FirstOf, Named, Sent, Unknown } from './complaints.js';
import type { Picked } from './joined.js';
import type { JoinResult } from './results.js';

/** A join by its names. */
interface Names {
  left: string;
  right: string;
  on: string;
  select: object;
  gives: string;
  unmatched: 'left' | 'none';
}

/** What comes of the right event may be missing where there is a result without one. */
type PickedValue<Side, Field, L, R, Unmatched> = Side extends 'left'
  ? Sent<L[Field & keyof L]>
  : Sent<R[Field & keyof R]> | (Unmatched extends 'left' ? null : never);

type ComplaintsOfPick<Pick, Name extends string, N extends Names, Rows extends { l: unknown; r: unknown }, Message> =
  Pick extends Picked<infer Side, infer Field>
    ? Name extends keyof Message
      ? Field extends (Side extends 'left' ? keyof Rows['l'] : keyof Rows['r'])
        ? [PickedValue<Side, Field, Rows['l'], Rows['r'], N['unmatched']>] extends [Message[Name]]
          ? never
          : `the field ${Field} of the ${Side} stream may not stand in ${Name} of ${N['gives']}`
        : `there is no field in the ${Side} stream: ${Field}`
      : `the message of ${N['gives']} has no field ${Name}`
    : never;

type ComplaintsOfSelect<N extends Names, L, R, Message> = {
  [Name in keyof N['select']]: ComplaintsOfPick<N['select'][Name], Named<Name>, N, { l: L; r: R }, Message>;
}[keyof N['select']];

type ComplaintsOfFields<N extends Names, L, R, Message> = FirstOf<
  [
    Unknown<'field in both streams:', N['on'], keyof L & keyof R>,
    ComplaintsOfKind<N['gives'], Message, JoinResult>,
    ComplaintsOfSelect<N, L, R, Message>,
    ComplaintsOfMissing<N['gives'], Message, keyof JoinResult | keyof N['select']>,
  ]
>;

/** What does not fit in a join of two of the sources `S` that gives to one of the events `E`. */
export type ComplaintsOfJoin<N extends Names, S, E> = FirstOf<
  [
    Unknown<'event port or input', N['left'] | N['right'], keyof S>,
    Unknown<'event port', N['gives'], keyof E>,
    ComplaintsOfFields<N, S[N['left'] & keyof S], S[N['right'] & keyof S], E[N['gives'] & keyof E]>,
  ]
>;
