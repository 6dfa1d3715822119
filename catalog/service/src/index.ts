export { CatalogModule } from './catalog.module.js';
export type { CatalogOptions } from './catalog-options.js';
export { CatalogErrors } from './catalog.errors.js';
export { ProductReader, type DescribedProduct, type ListedProduct } from './product-reader.js';
export type { Found, FoundProduct, MatchingField } from './product-search.js';
