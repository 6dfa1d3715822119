import type { Aggregate } from './aggregates.js';
import type { ComplaintsOfKind, ComplaintsOfMissing, FirstOf, Named, Sent, Unknown } from './complaints.js';
import type { WindowResult } from './results.js';

/** A windowed aggregate by its names. */
interface Names {
  from: string;
  key: string;
  at: string | undefined;
  figures: object;
  gives: string;
  late: string | undefined;
}

type NumbersOf<Row> = Named<
  { [Field in keyof Row]-?: NonNullable<Row[Field]> extends number ? Field : never }[keyof Row]
>;

/** What a figure may be: of a field that is always there, a window always has one. */
type FigureOf<Function, Value> = Function extends 'count'
  ? number
  : Function extends 'stddev'
    ? number | null
    : null extends Sent<Value>
      ? number | null
      : number;

type ComplaintsOfFigure<Figure, Name extends string, Row, Message, Gives extends string> =
  Figure extends Aggregate<infer Function, infer Field>
    ? Name extends keyof Message
      ? Field extends undefined | NumbersOf<Row>
        ? [FigureOf<Function, Row[Field & keyof Row]>] extends [Message[Name]]
          ? never
          : `the ${Function} in ${Name} of ${Gives} may be null, or is a number where none is expected`
        : `there is no ${Function} of ${Extract<Field, string>}, which is no number`
      : `the message of ${Gives} has no field ${Name}`
    : never;

type ComplaintsOfFigures<Figures, Row, Message, Gives extends string> = {
  [Name in keyof Figures]: ComplaintsOfFigure<Figures[Name], Named<Name>, Row, Message, Gives>;
}[keyof Figures];

type ComplaintsOfLate<N extends Names, S, E> = N['late'] extends keyof E
  ? S[N['from'] & keyof S] extends E[N['late']]
    ? never
    : `the message of ${Extract<N['late'], string>} is not that of ${N['from']}`
  : never;

type ComplaintsOfFields<N extends Names, Row, Message> = FirstOf<
  [
    Unknown<`field in what comes from ${N['from']}:`, N['key'] | Extract<N['at'], string>, keyof Row>,
    ComplaintsOfKind<N['gives'], Message, WindowResult>,
    ComplaintsOfFigures<N['figures'], Row, Message, N['gives']>,
    ComplaintsOfMissing<N['gives'], Message, keyof WindowResult | keyof N['figures'] | N['key']>,
    Unknown<`field in the message of ${N['gives']}:`, N['key'], keyof Message>,
  ]
>;

/** What does not fit in a windowed aggregate over the sources `S` that gives to one of the events `E`. */
export type ComplaintsOfWindow<N extends Names, S, E> = FirstOf<
  [
    Unknown<'event port or input', N['from'], keyof S>,
    Unknown<'event port', N['gives'] | Extract<N['late'], string>, keyof E>,
    ComplaintsOfLate<N, S, E>,
    ComplaintsOfFields<N, S[N['from'] & keyof S], E[N['gives'] & keyof E]>,
  ]
>;
