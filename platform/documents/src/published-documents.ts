import type { DataProduct } from '@mesh/product';
import { asyncApiOf } from './asyncapi/asyncapi.js';
import { odcsOf } from './odcs/odcs.js';
import { odpsOf } from './odps/odps.js';
import { openApiOf } from './openapi/openapi.js';
import type { PublishedDocument } from './published-document.js';
import { schemasOf } from './schemas/schemas.js';

/**
 * Every document that a product publishes, from its declaration alone: the same declaration gives the same bytes.
 * A product that neither writes nor reads a topic publishes no `asyncapi.json`.
 */
export function publishedDocuments(product: DataProduct): readonly PublishedDocument[] {
  return [
    openApiOf(product),
    ...asyncApiOf(product),
    { name: 'contract.odcs.yaml', mediaType: 'application/yaml', text: odcsOf(product) },
    { name: 'product.odps.yaml', mediaType: 'application/yaml', text: odpsOf(product) },
    ...schemasOf(product),
  ];
}
