import { Inject, Injectable } from '@nestjs/common';

import { parseCatalogQuery, SEARCH_PARAMETERS } from '../../search/catalog-query.js';
import { FRESHNESS, LIFECYCLES } from '../../search/facets.js';
import type { FoundProduct } from '../../search/found-page.js';
import { ProductSearch } from '../../search/product-search.js';
import { inputOf, type Tool } from './tool.js';

const MOST = 20;
const FEW = 10;
const text = (description: string) => ({ type: 'string', minLength: 1, maxLength: 200, description });

/** Finds products as people do. */
@Injectable()
export class SearchProductsTool implements Tool<Record<string, string | number>> {
  readonly name = 'search_products';
  readonly title = 'Search data products';
  readonly description =
    'Finds data products by words, column names, clinical meanings, units or codes; without a question it lists the most used ones. Best first, with the fields that match and counts for each filter.';
  readonly input = inputOf({
    q: text('What to look for: words, "phrases", or, -not; forgives typing errors'),
    domain: text('Only products of this domain'),
    port: text('Only products with a port of this kind (rest, event, dataset) or name'),
    tag: text('Only products with this tag'),
    sensitivity: text('Only products of this sensitivity, such as phi or public'),
    owner: text('Only products of this team'),
    freshness: {
      enum: Object.keys(FRESHNESS),
      description: 'Only products whose data is promised to be at most this old',
    },
    lifecycle: { enum: LIFECYCLES, description: 'Only products at this stage; retired ones are left out otherwise' },
    limit: { type: 'integer', minimum: 1, maximum: MOST, description: `How many, ${FEW} unless told` },
    cursor: text('nextCursor of an earlier answer'),
  });

  constructor(@Inject(ProductSearch) private readonly products: ProductSearch) {}

  async run(input: Record<string, string | number>) {
    const asked = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, String(value)]));
    const { results, ...rest } = await this.products.search(
      parseCatalogQuery(asked, SEARCH_PARAMETERS, { limit: FEW }),
    );
    return { ...rest, results: results.map(inShort) };
  }
}

const inShort = ({
  id,
  title,
  version,
  purpose,
  sensitivity,
  lifecycle,
  status,
  highlight,
  ports,
  fields,
  use,
}: FoundProduct) => ({
  ...{ id, title, version, purpose, sensitivity, lifecycle, status, highlight, use },
  ports: ports.map(({ name, kind, summary }) => ({ name, kind, summary })),
  fields: fields.map(({ port, field, text: said }) => ({ port, field, text: said })),
});
