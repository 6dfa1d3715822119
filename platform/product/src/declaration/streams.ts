import type { EventPort } from '../ports/ports.js';
import type { StreamPort } from '../ports/stream.js';
import type { DataProduct } from './data-product.js';
import { inputTopic, type InputTopic } from './inputs.js';
import { namesOf } from './names.js';

/** The stream ports of a product, by name. */
export const streamPorts = ({ ports }: Pick<DataProduct, 'ports'>): readonly (readonly [string, StreamPort])[] =>
  Object.entries(ports).filter((entry): entry is [string, StreamPort] => entry[1].kind === 'stream');

/** Where the messages that a stream port takes stand. */
export function takenBy(product: Pick<DataProduct, 'id' | 'version' | 'inputs'>, { takes }: StreamPort): InputTopic {
  const input = product.inputs?.[takes];
  if (input === undefined) throw new TypeError(`the product has no input ${takes}`);
  return inputTopic(product, input);
}

/** The event ports that what follows goes to, in the order of the declaration: the first has what callers wait for. */
export const givenByStream = ({ ports }: Pick<DataProduct, 'ports'>, { gives }: StreamPort): readonly EventPort[] =>
  gives.map((name) => ports[name] as EventPort);

/** The consumer group of a stream port. */
export function streamGroup(product: Pick<DataProduct, 'id' | 'version'>, { name }: StreamPort): string {
  const names = namesOf(product);
  return `${names.domain}.${names.product}.${name}`;
}

/** A role as it stands in the name of a topic: what is no letter, digit or dash becomes a dash. */
export const roleInTopic = (role: string): string => role.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');

/** The topic on which callers of a role get the replies of a stream port; without a role, the pattern of all of them. */
export const replyTopic = (product: Pick<DataProduct, 'id' | 'version'>, { name }: StreamPort, role?: string): string =>
  namesOf(product).topic(`${name}.replies.${role === undefined ? '{role}' : roleInTopic(role)}`);

/** The roles that a grant opens a stream port to: each has a reply topic of its own, and nobody else gets a reply. */
export const rolesWithReplies = ({ grants }: Pick<DataProduct, 'grants'>, portKey: string): readonly string[] => [
  ...new Set(grants.filter(({ ports }) => ports.includes(portKey)).map(({ role }) => role)),
];
