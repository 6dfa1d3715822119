import { defineErrors } from '@mesh/product';

/** What can be wrong with a question to the catalog. */
export const CatalogErrors = defineErrors('CATALOG', {
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'The query of the catalog is not valid',
    fix: 'Correct the parameters named in errors; q, domain, tag, port, limit and cursor are known.',
  },
  PRODUCT_UNKNOWN: {
    kind: 'missing',
    title: 'The catalog has no such product',
    fix: 'List the products with GET /catalog/products; an id reads <domain>.<product>.',
  },
});
