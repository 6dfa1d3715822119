import type { DoorProduct } from './door-products.js';

/** The target of a link (RFC 9264, 4.2). */
export interface LinkTarget {
  readonly href: string;
  readonly type?: string;
  readonly title?: string;
}

/** What one thing is linked to, by relation. */
export interface LinkContext {
  readonly anchor: string;
  readonly [relation: string]: string | readonly LinkTarget[];
}

/** Links as a document: `application/linkset+json` (RFC 9264). */
export interface Linkset {
  readonly linkset: readonly LinkContext[];
}

/** The profile of linksets that are catalogs of APIs (RFC 9727, 7.3). */
export const API_CATALOG_PROFILE = 'https://www.rfc-editor.org/info/rfc9727';

/** Documents that a program calls a port by, and those that tell more about it (RFC 8631). */
const DESCRIBING = ['openapi.json', 'asyncapi.json'];
const TELLING = ['contract.odcs.yaml', 'product.odps.yaml'];

/** Every product as an API, each with its descriptions, its data about itself and its health (RFC 9727, appendix A). */
export function apiCatalog(
  origin: string,
  { products, nextCursor }: { readonly products: readonly DoorProduct[]; readonly nextCursor?: string },
): Linkset {
  const self = `${origin}/.well-known/api-catalog`;
  const items = products.map((product) => ({ href: anchorOf(origin, product), title: product.description.title }));
  return {
    linkset: [
      {
        anchor: self,
        item: items,
        ...(nextCursor !== undefined && { next: [{ href: `${self}?cursor=${nextCursor}` }] }),
      },
      ...products.map((product) => contextOf(origin, product)),
    ],
  };
}

function contextOf(origin: string, product: DoorProduct): LinkContext {
  const { id, documents = [] } = product.description;
  const self = `${origin}/catalog/products/${id}`;
  const links = (names: readonly string[]): LinkTarget[] =>
    documents
      .filter(({ name }) => names.includes(name))
      .map(({ name, mediaType }) => ({ href: `${self}/documents/${name}`, type: mediaType }));
  const described = links(DESCRIBING);
  return {
    anchor: anchorOf(origin, product),
    ...(described.length > 0 && { 'service-desc': described }),
    'service-meta': [
      { href: self, type: 'application/json' },
      { href: `${self}/dcat`, type: 'application/ld+json' },
      ...links(TELLING),
    ],
    ...(product.address !== undefined &&
      URL.canParse(product.address) && {
        status: [{ href: new URL('/health/ready', product.address).href, type: 'application/json' }],
      }),
  };
}

/** Where the ports of a product begin; one that nobody ever served is known by its page. */
function anchorOf(origin: string, { description: { id, name, version }, address }: DoorProduct): string {
  const major = version.split('.', 1)[0] ?? '1';
  if (address === undefined || !URL.canParse(address)) return `${origin}/catalog/products/${id}`;
  return new URL(`/${name}/v${major}`, address).href;
}
