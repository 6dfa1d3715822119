import { Controller, Get, Inject, Query } from '@nestjs/common';

import { Public } from '@mesh/runtime';

import { parseCatalogQuery, SEARCH_PARAMETERS } from './catalog-query.js';
import { ProductSearch, type Found } from './product-search.js';
import { Suggestions, type Suggestion } from './suggestions.js';

const FEW = 10;

/** The search over HTTP; discovery is open to everyone. */
@Public()
@Controller('catalog/search')
export class SearchController {
  constructor(
    @Inject(ProductSearch) private readonly products: ProductSearch,
    @Inject(Suggestions) private readonly suggestions: Suggestions,
  ) {}

  @Get()
  search(@Query() query: Record<string, unknown>): Promise<Found> {
    return this.products.search(parseCatalogQuery(query, SEARCH_PARAMETERS));
  }

  @Get('suggestions')
  async suggest(@Query() query: Record<string, unknown>): Promise<{ suggestions: readonly Suggestion[] }> {
    const { q = '', limit } = parseCatalogQuery(query, ['q', 'limit'], { limit: FEW, required: ['q'] });
    return { suggestions: await this.suggestions.complete(q, limit) };
  }
}
