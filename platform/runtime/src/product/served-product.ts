import { indexGrants, type Policy } from '@mesh/access';
import { namesOf, type DataProduct, type ProductNames } from '@mesh/product';

/** A declaration with what is derived from it once: names and policy. */
export interface ServedProduct {
  readonly declared: DataProduct;
  readonly names: ProductNames;
  readonly policy: Policy;
}

/** Derives what every port of a product needs. */
export function toServed(declared: DataProduct): ServedProduct {
  const names = namesOf(declared);
  return { declared, names, policy: indexGrants(names.domain, names.product, declared.grants) };
}
