import { namesOf } from '@mesh/product';

/**
 * The permanent id of a product's data contract. Readers name a contract by this id and its version, which is the
 * version of the product.
 */
export const contractIdOf = (product: { readonly id: string; readonly version: string }): string =>
  `${namesOf(product).urn}:contract`;
