import { HeldAgreements, indexGrants, withAgreements, type Policy } from '@mesh/access';
import { namesOf, type DataProduct, type ProductNames } from '@mesh/product';

/** A declaration with what is derived from it once: names and policy, the latter with what is agreed while it is served. */
export interface ServedProduct {
  readonly declared: DataProduct;
  readonly names: ProductNames;
  readonly policy: Policy;
  readonly agreements: HeldAgreements;
}

/** Derives what every port of a product needs. */
export function toServed(declared: DataProduct): ServedProduct {
  const names = namesOf(declared);
  const agreements = new HeldAgreements(declared.id);
  const policy = withAgreements(indexGrants(names.domain, names.product, declared.grants), agreements);
  return { declared, names, policy, agreements };
}
