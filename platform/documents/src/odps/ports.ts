import {
  consumedInputs,
  namesOf,
  replyTopic,
  takenBy,
  type Accepted,
  type DataProduct,
  type Input,
  type Port,
  type ProductNames,
} from '@mesh/product';
import { documentAddress } from '../addresses.js';
import { contractIdOf } from '../contract-id.js';
import { customProperties, unlessEmpty } from '../custom-properties.js';
import { intakePath } from '../intake-path.js';
import { endOf } from '../life.js';

/** What the product reads of others, each by the contract that it was written against; what it takes itself, by its own. */
export const inputPortsOf = (product: DataProduct): readonly object[] =>
  Object.entries(product.inputs ?? {}).map(([name, input]) =>
    input.kind === 'input' ? readPort(name, input) : ownPort(product, name, input),
  );

const readPort = (name: string, input: Input): object => ({
  name,
  version: input.product.version,
  contractId: contractIdOf(input.product),
  customProperties: customProperties({
    product: input.product.id,
    topic: namesOf(input.product).topic(input.port.name),
  }),
});

/** Whoever writes to the port keeps the contract of the product. */
const ownPort = (product: DataProduct, name: string, input: Accepted): object => {
  const { basePath, port, topic } = namesOf(product);
  return {
    name,
    version: product.version,
    contractId: contractIdOf(product),
    tags: input.deprecated && ['deprecated'],
    customProperties: [
      ...customProperties({
        urn: port(name),
        topic: topic(input.name),
        method: 'POST',
        path: `${basePath}${intakePath(input)}`,
      }),
      ...endOf(input.deprecated),
    ],
  };
};

/** What the product offers, each port under the contract of the product. */
export function outputPortsOf(product: DataProduct): readonly object[] {
  const names = namesOf(product);
  const read = consumedInputs(product).map(
    ([
      ,
      {
        product: { id, version },
      },
    ]) => ({
      id: contractIdOf({ id, version }),
      version,
    }),
  );
  return Object.entries(product.ports).map(([name, port]) => ({
    name,
    description: port.summary,
    type: port.kind,
    version: product.version,
    contractId: contractIdOf(product),
    inputContracts: unlessEmpty(distinct(read)),
    tags: port.deprecated && ['deprecated'],
    customProperties: [
      ...customProperties({ urn: names.port(name), ...placeOf(product, port, names) }),
      ...endOf(port.deprecated),
    ],
    authoritativeDefinitions: definitionsOf(product, port),
  }));
}

/** Where the port is reached. */
function placeOf(
  product: DataProduct,
  port: Port,
  { basePath, topic }: ProductNames,
): Readonly<Record<string, string>> {
  switch (port.kind) {
    case 'rest':
      return { method: port.method, path: `${basePath}${port.path}` };
    case 'event':
      return { topic: topic(port.name) };
    case 'dataset':
      return { method: 'GET', path: `${basePath}/${port.name}`, refresh: port.refresh };
    case 'stream':
      return {
        topic: takenBy(product, port).topic,
        takes: port.takes,
        gives: port.gives.join(', '),
        replies: replyTopic(product, port),
      };
  }
}

/** The document that describes the door of a port. */
const definitionsOf = (product: DataProduct, port: Port): readonly object[] =>
  port.kind === 'event' || port.kind === 'stream'
    ? [{ type: 'asyncapi', url: documentAddress(product, 'asyncapi.json') }]
    : [{ type: 'openapi', url: documentAddress(product, 'openapi.json') }];

const distinct = (
  contracts: readonly { id: string; version: string }[],
): readonly { id: string; version: string }[] => [
  ...new Map(contracts.map((contract) => [`${contract.id} ${contract.version}`, contract])).values(),
];
