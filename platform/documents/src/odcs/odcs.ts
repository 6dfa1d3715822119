import { namesOf, type DataProduct } from '@mesh/product';
import { catalogAddress, documentAddress } from '../addresses.js';
import { contractIdOf } from '../contract-id.js';
import { customProperties, unlessEmpty } from '../custom-properties.js';
import { endOf, statusOf } from '../life.js';
import { supportOf, teamOf } from '../people.js';
import { yamlText } from '../yaml-text.js';
import { rolesOf } from './roles.js';
import { schemaObjectsOf } from './schema-objects.js';
import { serversOf } from './servers.js';
import { serviceLevelsOf } from './service-levels.js';

/** The data contract of a product: Open Data Contract Standard 3.1.0, https://bitol-io.github.io/open-data-contract-standard/v3.1.0/. */
export function odcsOf(product: DataProduct): string {
  const { domain } = namesOf(product);
  const contract = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: contractIdOf(product),
    name: product.title,
    version: product.version,
    status: statusOf(product),
    domain,
    tags: product.tags && unlessEmpty([...product.tags]),
    description: { purpose: product.purpose, limitations: product.limitations, usage: usageOf(product) },
    authoritativeDefinitions: siblingsOf(product),
    schema: schemaObjectsOf(product),
    servers: serversOf(product),
    team: teamOf(product),
    roles: rolesOf(product),
    support: supportOf(product),
    slaProperties: serviceLevelsOf(product),
    customProperties: [
      ...customProperties({
        dataProduct: product.id,
        urn: namesOf(product).urn,
        sensitivity: product.sensitivity,
        models: product.models && unlessEmpty(Object.values(product.models).map(({ name }) => name)),
      }),
      ...endOf(product.deprecated),
    ],
  };
  return yamlText('Open Data Contract Standard v3.1.0', contract);
}

/** How the data may be used, in a sentence made of the grants. */
export function usageOf({ grants }: DataProduct): string {
  const purposes = [...new Set(grants.flatMap((grant) => grant.purposes))];
  return purposes.length === 0
    ? 'Closed: no port is granted to anybody.'
    : `For the purposes of use ${purposes.join(', ')} (HL7 v3 PurposeOfUse), by roles that a grant or an agreement opens a port to.`;
}

/** The other documents of the product. */
function siblingsOf(product: DataProduct): readonly object[] {
  const has = (kind: string): boolean => Object.values(product.ports).some((port) => port.kind === kind);
  const link = (type: string, name: string, description: string): object => ({
    type,
    url: documentAddress(product, name),
    description,
  });
  return [
    link('openapi', 'openapi.json', 'Calls and reading over HTTP: OpenAPI 3.1.'),
    ...(has('event') ? [link('asyncapi', 'asyncapi.json', 'Topics and messages: AsyncAPI 3.0.')] : []),
    link('odps', 'product.odps.yaml', 'The product with its ports: Open Data Product Standard v1.0.0.'),
    { type: 'catalog', url: catalogAddress(product), description: 'The product in the catalog of the mesh.' },
  ];
}
