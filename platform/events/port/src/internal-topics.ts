/**
 * Topics on which only the planes of the mesh speak with one another, each with the door behind which others find what it
 * tells. They have no contract and may change with the planes; every other topic of the platform is a port of a product.
 */
export const INTERNAL_TOPICS: ReadonlyMap<string, string> = new Map([
  ['platform.access.agreed.v1', 'GET /access/agreements'],
  ['platform.access.decided.v1', 'GET /access/audit'],
  ['platform.access.erased.v1', 'GET /access/erasures'],
  ['platform.access.erasure-reported.v1', 'GET /access/erasures'],
  ['platform.catalog.announced.v1', 'GET /catalog/products'],
  ['platform.catalog.measured.v1', 'GET /catalog/products/{id}/measures'],
  ['platform.lineage.emitted.v1', 'GET /api/v1/lineage'],
]);
