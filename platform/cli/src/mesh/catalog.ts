import type { MeshClient } from './mesh-client.js';

/** A product as the catalog lists it, as far as the command line shows it. */
export interface ListedProduct {
  readonly id: string;
  readonly version: string;
  readonly owner: { readonly team: string };
  readonly purpose: string;
  readonly status?: string;
}

/** A page of the list, or of what was found. */
interface ProductPage {
  readonly products?: readonly ListedProduct[];
  readonly results?: readonly ListedProduct[];
  readonly nextCursor?: string;
}

/** What to list. */
export interface ProductWish {
  readonly search: string | undefined;
  readonly domain: string | undefined;
}

/** Pages that are followed; a hundred products each. */
const MOST_PAGES = 100;

/** Products of the catalog, all of them or those found by words. */
export async function productsIn(client: MeshClient, { search, domain }: ProductWish): Promise<ListedProduct[]> {
  const products: ListedProduct[] = [];
  const query = new URLSearchParams({ limit: '100' });
  if (search !== undefined) query.set('q', search);
  if (domain !== undefined) query.set('domain', domain);
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const path = `/catalog/${search === undefined ? 'products' : 'search'}?${query.toString()}`;
    const answer = await client.json<ProductPage>({ path });
    products.push(...(answer.results ?? answer.products ?? []));
    if (answer.nextCursor === undefined) break;
    query.set('cursor', answer.nextCursor);
  }
  return products;
}
