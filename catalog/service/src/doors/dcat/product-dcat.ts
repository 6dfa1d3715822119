import type { ProductDescription } from '@mesh/events';

import type { ReachablePort } from '../../addresses.js';
import { lifecycleOf } from '../../search/facets.js';
import type { DoorProduct } from '../door-products.js';

/** A thing in JSON-LD. */
export type LinkedData = Readonly<Record<string, unknown>>;

/** Media types have addresses of their own, which DCAT asks for. */
const mediaType = (name: string): string => `https://www.iana.org/assignments/media-types/${name}`;

/** What rows can be had as. */
const ROWS = ['application/json', 'text/csv', 'application/vnd.apache.parquet'];

/** A product as a dataset with its distributions, and the service that gives access to it (DCAT 3, 6.6 to 6.9). */
export function productDcat(origin: string, product: DoorProduct): { dataset: LinkedData; service: LinkedData } {
  const self = `${origin}/catalog/products/${product.description.id}`;
  return { dataset: datasetOf(self, origin, product), service: serviceOf(self, product) };
}

function datasetOf(self: string, origin: string, product: DoorProduct): LinkedData {
  const { description: said, ports, versions } = product;
  const replacement = said.deprecation?.replacement;
  return {
    '@id': self,
    '@type': 'dcat:Dataset',
    ...aboutOf(product),
    'dcat:landingPage': self,
    'dcat:keyword': said.tags,
    'dcat:theme': [
      concept(`${origin}/catalog/products?domain=${said.domain}`, said.domain),
      ...(said.terms ?? []).map(({ id, title }) => concept(`${origin}/catalog/glossary/${id}`, title)),
    ],
    'dct:accessRights': rights(`Sensitivity ${said.sensitivity}`),
    ...(said.limitations !== undefined && { 'dct:rights': rights(said.limitations) }),
    'adms:status': concept(`${origin}/catalog/search?lifecycle=${lifecycleOf(said)}`, lifecycleOf(said)),
    ...(replacement !== undefined && { 'dct:isReplacedBy': `${origin}/catalog/products/${replacement}` }),
    ...(said.inputs.length > 0 && {
      'prov:wasDerivedFrom': said.inputs.map(({ from }) => `${origin}/catalog/products/${from.split(':', 1)[0]}`),
    }),
    'dcat:hasVersion': versions.map(({ version, issued }) => ({
      '@id': `${self}/documents?version=${encodeURIComponent(version)}`,
      '@type': 'dcat:Dataset',
      'dct:title': `${said.title} ${version}`,
      'dcat:version': version,
      'dct:issued': issued,
      'dct:isVersionOf': self,
    })),
    'dcat:distribution': ports.flatMap((port) => distributionsOf(self, said, port)),
    'adms:sample': { ...distribution(`${self}/samples`, 'application/json'), 'dct:title': 'Synthetic samples' },
  };
}

function serviceOf(self: string, product: DoorProduct): LinkedData {
  const { description: said, address } = product;
  const described = (said.documents ?? []).filter(({ name }) => /^(openapi|asyncapi)\.json$/.test(name));
  return {
    '@id': `${self}#service`,
    '@type': 'dcat:DataService',
    ...aboutOf(product),
    ...(address !== undefined && { 'dcat:endpointURL': address }),
    'dcat:endpointDescription': described.map(({ name }) => `${self}/documents/${name}`),
    'dct:conformsTo': contractsOf(self, said),
    'dcat:servesDataset': self,
  };
}

function aboutOf({ description: said, issued, modified }: DoorProduct): LinkedData {
  return {
    'dct:identifier': said.urn,
    'dct:title': said.title,
    'dct:description': [...new Set([said.purpose, said.description])].filter((text) => text !== '').join(' '),
    'dcat:version': said.version,
    'dct:issued': issued,
    'dct:modified': modified,
    'dct:publisher': { '@type': 'foaf:Organization', 'foaf:name': said.owner.team },
    'dcat:contactPoint': {
      '@type': 'vcard:Group',
      'vcard:fn': said.owner.team,
      'vcard:hasEmail': `mailto:${said.owner.contact}`,
    },
  };
}

/** Rows as a distribution each way they can be had, messages as one; what is only called is the service's. */
function distributionsOf(self: string, said: ProductDescription, port: ReachablePort): LinkedData[] {
  const common = {
    'dct:identifier': port.urn,
    'dct:title': port.name,
    'dct:description': port.summary,
    'dcat:accessService': `${self}#service`,
    'dct:conformsTo': contractsOf(self, said),
  };
  if (port.kind === 'event') return [{ ...distribution(self, 'application/cloudevents+json', port.name), ...common }];
  if (port.kind !== 'dataset') return [];
  return ROWS.map((type) => ({ ...distribution(port.url ?? self, type, `${port.name}.${type}`), ...common }));
}

function distribution(address: string, type: string, fragment?: string): LinkedData {
  return {
    '@id': fragment === undefined ? address : `${address}#${encodeURIComponent(fragment)}`,
    '@type': 'dcat:Distribution',
    'dcat:accessURL': address,
    'dcat:mediaType': mediaType(type),
  };
}

const contractsOf = (self: string, { documents = [] }: ProductDescription): readonly string[] =>
  documents.filter(({ name }) => name === 'contract.odcs.yaml').map(({ name }) => `${self}/documents/${name}`);

const concept = (id: string, label: string): LinkedData => ({
  '@id': id,
  '@type': 'skos:Concept',
  'skos:prefLabel': label,
});

const rights = (label: string): LinkedData => ({ '@type': 'dct:RightsStatement', 'rdfs:label': label });
