import { namesOf, type DataProduct } from '@mesh/product';
import { catalogAddress, documentAddress } from '../addresses.js';
import { customProperties, unlessEmpty } from '../custom-properties.js';
import { endOf, statusOf } from '../life.js';
import { usageOf } from '../odcs/odcs.js';
import { supportOf, teamOf } from '../people.js';
import { yamlText } from '../yaml-text.js';
import { managementPortsOf } from './management-ports.js';
import { inputPortsOf, outputPortsOf } from './ports.js';

/** The descriptor of a product: Open Data Product Standard 1.0.0 of Bitol, https://bitol-io.github.io/open-data-product-standard/v1.0.0/. */
export function odpsOf(product: DataProduct): string {
  const names = namesOf(product);
  const descriptor = {
    apiVersion: 'v1.0.0',
    kind: 'DataProduct',
    id: names.urn,
    name: product.title,
    version: product.version,
    status: statusOf(product),
    domain: names.domain,
    tags: product.tags && unlessEmpty([...product.tags]),
    description: { purpose: product.purpose, limitations: product.limitations, usage: usageOf(product) },
    authoritativeDefinitions: [
      {
        type: 'odcs',
        url: documentAddress(product, 'contract.odcs.yaml'),
        description: 'The data contract of every output port: Open Data Contract Standard v3.1.0.',
      },
      { type: 'catalog', url: catalogAddress(product), description: 'The product in the catalog of the mesh.' },
    ],
    customProperties: [
      ...customProperties({
        dataProduct: product.id,
        basePath: names.basePath,
        sensitivity: product.sensitivity,
        models: product.models && unlessEmpty(Object.values(product.models).map(({ name }) => name)),
      }),
      ...endOf(product.deprecated),
    ],
    inputPorts: unlessEmpty(inputPortsOf(product)),
    outputPorts: outputPortsOf(product),
    managementPorts: managementPortsOf(product),
    support: supportOf(product),
    team: teamOf(product),
  };
  return yamlText('Open Data Product Standard v1.0.0', descriptor);
}
