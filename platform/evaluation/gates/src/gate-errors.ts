import { defineErrors } from '@mesh/product';

/** What can be wrong with the declaration of gates. */
export const GateErrors = defineErrors('GATES', {
  DECLARATION_INVALID: {
    kind: 'invalid',
    title: 'The gates of a model name what its product does not have',
    fix: 'Correct the declaration of the product at the places named in errors.',
  },
});
