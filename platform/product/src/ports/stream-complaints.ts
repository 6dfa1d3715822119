import type { FirstOf, Named, Unknown } from '../processing/complaints.js';
import type { Shape, ValueOf } from '../shape/shape.js';
import type { Accepted } from './accepted.js';
import type { Input } from './input.js';
import type { ModelSpec } from './model.js';
import type { EventPort } from './ports.js';
import type { StreamPort } from './stream.js';

/** The message of an input: of another product's port, or of the product's own. */
export type MessageOf<I> =
  I extends Input<EventPort<infer Message extends Shape>>
    ? Message
    : I extends Accepted<infer Message extends Shape>
      ? Message
      : never;

type FeaturesOf<M> = M extends ModelSpec<infer Features extends Shape> ? ValueOf<Features> : never;

type EventNames<Ports> = Named<{ [Name in keyof Ports]: Ports[Name] extends EventPort ? Name : never }[keyof Ports]>;

/** Every feature that the model needs must be in the message, and be what the model expects. */
type ComplaintsOfFeatures<Features, Message, Model extends string, Takes extends string> = {
  [Field in keyof Features]-?: Pick<Message, Field & keyof Message> extends Pick<Features, Field>
    ? never
    : `the messages of ${Takes} lack the feature ${Named<Field>} of the model ${Model}, or have it otherwise`;
}[keyof Features];

type Complaints<Model extends string, Takes extends string, Gives extends string, Spec> = Spec extends {
  readonly ports: infer Ports;
}
  ? FirstOf<
      [
        Unknown<'model', Model, keyof ModelsIn<Spec>>,
        Unknown<'input', Takes, keyof InputsIn<Spec>>,
        Unknown<'event port', Gives, EventNames<Ports>>,
        ComplaintsOfFeatures<
          FeaturesOf<ModelsIn<Spec>[Model & keyof ModelsIn<Spec>]>,
          ValueOf<MessageOf<InputsIn<Spec>[Takes & keyof InputsIn<Spec>]>>,
          Model,
          Takes
        >,
      ]
    >
  : never;

type ModelsIn<Spec> = Spec extends { readonly models: infer Models } ? Models : Record<never, never>;
type InputsIn<Spec> = Spec extends { readonly inputs: infer Inputs } ? Inputs : Record<never, never>;

/**
 * The ports themselves where each stream port fits the models, the inputs and the events, and sentences about what does
 * not fit elsewhere: the compiler then says that the port is not assignable to those.
 */
export type FitsStreams<Spec extends { readonly ports: unknown }> = {
  readonly [Name in keyof Spec['ports']]: Spec['ports'][Name] extends StreamPort<
    infer Model extends string,
    infer Takes extends string,
    infer Gives extends string
  >
    ? [Complaints<Model, Takes, Gives, Spec>] extends [never]
      ? Spec['ports'][Name]
      : Complaints<Model, Takes, Gives, Spec>
    : Spec['ports'][Name];
};
