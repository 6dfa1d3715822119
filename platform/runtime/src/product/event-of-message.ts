import type { NewEvent } from '@mesh/events';
import type { Asked, EventPort } from '@mesh/product';
import { RuntimeErrors } from '../runtime.errors.js';
import { compileValidator } from '../validation/compile-validator.js';
import type { ServedProduct } from './served-product.js';

/** Makes the events of one port. */
export interface EventMaker {
  readonly topic: string;
  /** URN of the port. */
  readonly source: string;
  /** The event of a message; one that breaks the contract throws RUNTIME.MESSAGE_INVALID. */
  eventOf(message: object, asked: Pick<Asked, 'traceparent' | 'repeatable'>): NewEvent;
}

/** Wraps messages of a port as CloudEvents, named, timed and keyed by the fields that the declaration says. */
export function eventMaker({ names }: Pick<ServedProduct, 'names'>, name: string, port: EventPort): EventMaker {
  const topic = names.topic(port.name);
  const source = names.port(name);
  const dataschema = names.schema(name);
  const check = compileValidator(port.message);
  return {
    topic,
    source,
    eventOf: (message, { traceparent, repeatable }) => {
      const errors = check(message);
      if (errors.length > 0) throw RuntimeErrors.MESSAGE_INVALID({ port: source, errors });
      const fields = message as Readonly<Record<string, unknown>>;
      return {
        id: String(fields[port.id]),
        source,
        type: topic,
        time: String(fields[port.at]),
        key: String(fields[port.key]),
        data: message,
        traceparent,
        dataschema,
        once: repeatable,
      };
    },
  };
}
