import type { FieldOf, Shape } from '../shape/shape.js';
import type { Deprecation } from './deprecation.js';
import type { TopicPort } from './ports.js';

/** An input port of the product's own: a topic that others write to, devices and files alike. */
export interface Accepted<Message extends Shape = Shape> extends TopicPort<Message> {
  readonly kind: 'accepted';
}

/**
 * Declares an input port of the product's own, named in the past tense as an event is: others write its messages to
 * `<domain>.<product>.<name>.v<major>`, over the log or over HTTP. `id` is the field that names a message, unique in the
 * port: one that comes again has no second effect. Where it is a text, a row of a file may do without it and is named
 * after what it holds. The service owes `on<Input>`, unless a stream port takes the input. A product with such a port
 * also has the event `rejected` and the dataset `rejects`: what was refused, and why.
 */
export const accepts = <Message extends Shape>(
  name: string,
  spec: {
    summary: string;
    message: Message;
    id: FieldOf<NoInfer<Message>>;
    key: FieldOf<NoInfer<Message>>;
    at: FieldOf<NoInfer<Message>>;
    deprecated?: Deprecation;
  },
): Accepted<Message> => Object.freeze({ kind: 'accepted', name, ...spec });
