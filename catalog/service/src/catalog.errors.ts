import { defineErrors } from '@mesh/product';

/** What can be wrong with a question to the catalog. */
export const CatalogErrors = defineErrors('CATALOG', {
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'The query of the catalog is not valid',
    fix: 'Correct the parameters named in errors.',
  },
  PRODUCT_UNKNOWN: {
    kind: 'missing',
    title: 'The catalog has no such product',
    fix: 'List the products with GET /catalog/products; an id reads <domain>.<product>.',
  },
  VERSION_UNKNOWN: {
    kind: 'missing',
    title: 'The catalog has not seen this version of the product',
    fix: 'List the versions with GET /catalog/products/<id>/versions.',
  },
  DOCUMENT_UNKNOWN: {
    kind: 'missing',
    title: 'The product has no such document',
    fix: 'List the documents with GET /catalog/products/<id>/documents.',
  },
  ANNOUNCEMENT_UNTRUE: {
    kind: 'invalid',
    title: 'The announcement contradicts itself',
    fix: 'Announce a product by the id <domain>.<name>, with the same domain and name.',
  },
  TERM_UNKNOWN: {
    kind: 'missing',
    title: 'No product of the catalog uses this term',
    fix: 'List the terms with GET /catalog/glossary.',
  },
});
