import type { Joined } from './joined.js';
import type { Windowed } from './windowed.js';

/** Stream processing that the platform does for a product: declared, and run with it. */
export type Processing = Windowed | Joined;

/** The processing of a product, by name. */
export type ProcessingOf<P> = P extends { processing: infer Declared extends Readonly<Record<string, Processing>> }
  ? Declared
  : Record<never, never>;

/** The names of what is read by any of these. */
export type ReadBy<Declared> = {
  [Name in keyof Declared]: Declared[Name] extends { from: infer From }
    ? From
    : Declared[Name] extends { left: infer Left; right: infer Right }
      ? Left | Right
      : never;
}[keyof Declared];

/** The names of what is published by any of these. */
export type GivenBy<Declared> = {
  [Name in keyof Declared]: Declared[Name] extends { gives: infer Gives; late: infer Late }
    ? Gives | Late
    : Declared[Name] extends { gives: infer Gives }
      ? Gives
      : never;
}[keyof Declared];

/** The ports and inputs that a processing reads. */
export const readBy = (processing: Processing): readonly string[] =>
  processing.kind === 'windowed' ? [processing.from] : [processing.left, processing.right];

/** The ports that a processing alone publishes to. */
export const givenBy = (processing: Processing): readonly string[] =>
  processing.kind === 'windowed' && processing.late !== undefined
    ? [processing.gives, processing.late]
    : [processing.gives];
