/** Names as texts. */
export type Named<Names> = Extract<Names, string>;

/** The fields that a message cannot do without. */
type RequiredOf<Message> = Named<
  { [Field in keyof Message]-?: undefined extends Message[Field] ? never : Field }[keyof Message]
>;

/** A name that is not among those that there are. */
export type Unknown<Kind extends string, Name extends string, Known> = Name extends Known
  ? never
  : `there is no ${Kind} ${Name}`;

/** The first of several kinds of complaints that there is: what follows from a wrong name is not told beside it. */
export type FirstOf<Kinds extends readonly unknown[]> = Kinds extends readonly [infer First, ...infer Rest]
  ? [First] extends [never]
    ? FirstOf<Rest>
    : First
  : never;

/** A value as JSON has it: what may be left out comes as null. */
export type Sent<Value> = Exclude<Value, undefined> | (undefined extends Value ? null : never);

/** The port of the results must have a message of the right kind. */
export type ComplaintsOfKind<Gives extends string, Message, Own> = Message extends Own
  ? never
  : `the message of ${Gives} is no class that extends the result`;

/** Every field that the message cannot do without must be given by something. */
export type ComplaintsOfMissing<Gives extends string, Message, Given> =
  Exclude<RequiredOf<Message>, Given> extends infer Missing extends string
    ? Missing extends unknown
      ? `nothing gives the field ${Missing} of ${Gives}`
      : never
    : never;
