import { namesOf, type DataProduct, type Port, type ProductNames } from '@mesh/product';
import { documentAddress } from '../addresses.js';
import { contractIdOf } from '../contract-id.js';
import { customProperties, unlessEmpty } from '../custom-properties.js';
import { endOf } from '../life.js';

/** What the product reads of others, each by the contract that it was written against. */
export const inputPortsOf = ({ inputs = {} }: DataProduct): readonly object[] =>
  Object.entries(inputs).map(([name, { product, port }]) => ({
    name,
    version: product.version,
    contractId: contractIdOf(product),
    customProperties: customProperties({ product: product.id, topic: namesOf(product).topic(port.name) }),
  }));

/** What the product offers, each port under the contract of the product. */
export function outputPortsOf(product: DataProduct): readonly object[] {
  const names = namesOf(product);
  const read = Object.values(product.inputs ?? {}).map(({ product: { id, version } }) => ({
    id: contractIdOf({ id, version }),
    version,
  }));
  return Object.entries(product.ports).map(([name, port]) => ({
    name,
    description: port.summary,
    type: port.kind,
    version: product.version,
    contractId: contractIdOf(product),
    inputContracts: unlessEmpty(distinct(read)),
    tags: port.deprecated && ['deprecated'],
    customProperties: [
      ...customProperties({ urn: names.port(name), ...placeOf(port, names) }),
      ...endOf(port.deprecated),
    ],
    authoritativeDefinitions: definitionsOf(product, port),
  }));
}

/** Where the port is reached. */
function placeOf(port: Port, { basePath, topic }: ProductNames): Readonly<Record<string, string>> {
  switch (port.kind) {
    case 'rest':
      return { method: port.method, path: `${basePath}${port.path}` };
    case 'event':
      return { topic: topic(port.name) };
    case 'dataset':
      return { method: 'GET', path: `${basePath}/${port.name}`, refresh: port.refresh };
  }
}

/** The document that describes the door of a port. */
const definitionsOf = (product: DataProduct, port: Port): readonly object[] =>
  port.kind === 'event'
    ? [{ type: 'asyncapi', url: documentAddress(product, 'asyncapi.json') }]
    : [{ type: 'openapi', url: documentAddress(product, 'openapi.json') }];

const distinct = (
  contracts: readonly { id: string; version: string }[],
): readonly { id: string; version: string }[] => [
  ...new Map(contracts.map((contract) => [`${contract.id} ${contract.version}`, contract])).values(),
];
