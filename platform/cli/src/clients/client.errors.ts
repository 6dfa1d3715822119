import { defineErrors } from '@mesh/product';

/** Why no client comes of it. */
export const ClientErrors = defineErrors('CLIENT', {
  PRODUCT_UNKNOWN: {
    kind: 'missing',
    title: 'No such product has an OpenAPI document here',
    fix: 'Name it as <domain>.<product>; mesh products lists those of the running mesh.',
  },
  DOCUMENT_UNREADABLE: {
    kind: 'fault',
    title: 'The OpenAPI document cannot be read',
    fix: 'Write it anew with mesh emit, or start the mesh that serves it anew.',
  },
  GENERATOR_MISSING: {
    kind: 'missing',
    title: 'The client generator is not installed and cannot be',
    fix: 'Install Java 11 or later and Maven, then run npm run tools.',
  },
  GENERATION_FAILED: {
    kind: 'fault',
    title: 'The client generator failed',
    fix: 'Read what it says; a fault of the document belongs to whoever writes it.',
  },
  FOLDER_TAKEN: {
    kind: 'conflict',
    title: 'The folder holds something that is not a generated client',
    fix: 'Name another one with --out; a client that was generated before is replaced.',
  },
});
