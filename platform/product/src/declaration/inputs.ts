import type { Accepted } from '../ports/accepted.js';
import type { Input } from '../ports/input.js';
import type { TopicPort } from '../ports/ports.js';
import { readBy } from '../processing/processing.js';
import type { DataProduct } from './data-product.js';
import { namesOf } from './names.js';

/** What a product reads of others, by the name of the input. */
export const consumedInputs = ({ inputs = {} }: Pick<DataProduct, 'inputs'>): readonly (readonly [string, Input])[] =>
  Object.entries(inputs).filter((entry): entry is [string, Input] => entry[1].kind === 'input');

/** What a product takes from whoever may write to it, by the name of the input. */
export const acceptedInputs = ({
  inputs = {},
}: Pick<DataProduct, 'inputs'>): readonly (readonly [string, Accepted])[] =>
  Object.entries(inputs).filter((entry): entry is [string, Accepted] => entry[1].kind === 'accepted');

/** Where the messages of an input stand: its port, the topic, and the URN of what writes it by rights. */
export interface InputTopic {
  readonly port: TopicPort;
  readonly topic: string;
  readonly source: string;
}

/** The topic of an input: another product's, or the product's own. */
export function inputTopic(product: Pick<DataProduct, 'id' | 'version'>, input: Input | Accepted): InputTopic {
  const port = input.kind === 'input' ? input.port : input;
  const owner = namesOf(input.kind === 'input' ? input.product : product);
  return { port, topic: owner.topic(port.name), source: owner.port(port.name) };
}

/** The inputs that a port or a processing of the product takes by itself: no method of the service hears them. */
export const takenInputs = ({
  ports,
  processing = {},
}: Pick<DataProduct, 'ports' | 'processing'>): ReadonlySet<string> =>
  new Set([
    ...Object.values(ports).flatMap((port) => {
      const { takes } = port as { readonly takes?: unknown };
      return typeof takes === 'string' ? [takes] : [];
    }),
    ...Object.values(processing).flatMap(readBy),
  ]);
