import type { DoorProduct } from '../door-products.js';
import { DCAT_CONTEXT } from './dcat-context.js';
import { productDcat, type LinkedData } from './product-dcat.js';

/** One page of the catalog. */
export interface CatalogPage {
  readonly products: readonly DoorProduct[];
  readonly total: number;
  readonly nextCursor?: string;
}

/** The catalog as `dcat:Catalog`, a page at a time as a Hydra partial collection. */
export function catalogDcat(origin: string, address: string, page: CatalogPage): LinkedData {
  const catalog = `${origin}/catalog/dcat`;
  const entries = page.products.map((product) => productDcat(origin, product));
  return {
    '@context': DCAT_CONTEXT,
    '@id': catalog,
    '@type': ['dcat:Catalog', 'hydra:Collection'],
    'dct:title': 'Data products of the mesh',
    'dct:description': 'Every data product that a domain of the mesh has announced.',
    'dct:publisher': { '@type': 'foaf:Organization', 'foaf:name': 'CloudMedical mesh' },
    'dct:conformsTo': 'http://www.w3.org/ns/dcat#',
    'dcat:dataset': entries.map(({ dataset }) => dataset),
    'dcat:service': entries.map(({ service }) => service),
    'hydra:totalItems': page.total,
    'hydra:view': {
      '@id': address,
      '@type': 'hydra:PartialCollectionView',
      'hydra:first': catalog,
      ...(page.nextCursor !== undefined && { 'hydra:next': `${catalog}?cursor=${page.nextCursor}` }),
    },
  };
}

/** One product by itself: its dataset and its service. */
export function oneDcat(origin: string, product: DoorProduct): LinkedData {
  const { dataset, service } = productDcat(origin, product);
  return { '@context': DCAT_CONTEXT, '@graph': [dataset, service] };
}
