import { defineErrors } from '@mesh/product';

/** What keeps the embedded issuer from starting. */
export const IssuerErrors = defineErrors('ISSUER', {
  ADDRESS_UNUSABLE: {
    kind: 'fault',
    title: 'The issuer address is no http(s) origin',
    fix: 'Configure an origin without a path, such as http://127.0.0.1:4000.',
  },
  FILE_DAMAGED: {
    kind: 'fault',
    title: 'A file of keys or credentials cannot be understood',
    fix: 'Restore the named file from a copy, or remove it to have new keys or secrets made.',
  },
});
