import type { Deprecation } from './deprecation.js';

/** Messages that are scored as they come: an input and a model in, events out. */
export interface StreamPort<
  Model extends string = string,
  Takes extends string = string,
  Gives extends string = string,
> {
  readonly kind: 'stream';
  readonly name: string;
  readonly summary: string;
  /** The key of the model in the declaration. */
  readonly model: Model;
  /** The input whose messages are scored. */
  readonly takes: Takes;
  /** The event ports that what follows goes to; a caller who waits for a reply gets the message of the first. */
  readonly gives: readonly [Gives, ...Gives[]];
  readonly deprecated?: Deprecation;
}

/**
 * Declares a stream port: the platform takes the messages of an input, lets the model foresee for as many at a time as
 * wait, and the service says with a method of the port's name what follows from each: messages by event port. They are
 * published in one transaction with what was taken, named after it, so that a message has its scores once.
 */
export const stream = <const Model extends string, const Takes extends string, const Gives extends string>(
  name: string,
  spec: {
    summary: string;
    model: Model;
    takes: Takes;
    gives: readonly [Gives, ...Gives[]];
    deprecated?: Deprecation;
  },
  // Without NoInfer the names would be inferred from the declaration around it.
): StreamPort<NoInfer<Model>, NoInfer<Takes>, NoInfer<Gives>> => Object.freeze({ kind: 'stream', name, ...spec });
