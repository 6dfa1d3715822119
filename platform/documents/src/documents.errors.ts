import { defineErrors } from '@mesh/product';

export const DocumentErrors = defineErrors('DOCUMENTS', {
  NAMES_CLASH: {
    kind: 'invalid',
    title: 'Two different shapes of the product have the same name in its documents',
    fix: 'Rename the class that "name" names: documents tell shapes apart by name.',
  },
});
