import type { DataProduct } from '@mesh/product';

/** What OpenAPI and AsyncAPI both say of a product before anything else. */
export const informationOf = (product: DataProduct): object => ({
  title: product.title,
  version: product.version,
  description: [
    product.purpose,
    ...(product.limitations === undefined ? [] : [`Limitations: ${product.limitations}`]),
  ].join('\n\n'),
  contact: { name: product.owner.team, email: product.owner.contact },
});

/** The licence of the documents themselves. */
export const LICENSE = 'Apache-2.0';
