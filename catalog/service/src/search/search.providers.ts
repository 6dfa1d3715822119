import type { Provider, Type } from '@nestjs/common';

import { FoundPage } from './found-page.js';
import { IndexUpkeep } from './index-upkeep.js';
import { ProductSearch } from './product-search.js';
import { SearchController } from './search.controller.js';
import { SearchIndex } from './search-index.js';
import { Suggestions } from './suggestions.js';
import { UseRanking } from './use-ranking.js';

/** What the search is made of. */
export const SEARCH_PROVIDERS: readonly Provider[] = [
  SearchIndex,
  IndexUpkeep,
  UseRanking,
  FoundPage,
  ProductSearch,
  Suggestions,
];

/** What the search answers. */
export const SEARCH_CONTROLLERS: readonly Type[] = [SearchController];
