import { defineErrors } from '@mesh/product';

/** What can be wrong with documents that are to be compared. */
export const CompatibilityErrors = defineErrors('COMPATIBILITY', {
  DOCUMENT_UNREADABLE: {
    kind: 'invalid',
    title: 'A published document cannot be read',
    fix: 'Write the documents anew with mesh emit; a released copy is never edited by hand.',
  },
  VERSION_UNREADABLE: {
    kind: 'invalid',
    title: 'The documents do not say one version',
    fix: 'Write the documents anew with mesh emit, so that each says the version of the declaration.',
  },
});
