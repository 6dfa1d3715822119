import { defineErrors } from '@mesh/product';

/** What can be wrong with a workspace in which products are declared. */
export const WorkspaceErrors = defineErrors('WORKSPACE', {
  NOT_FOUND: {
    kind: 'missing',
    title: 'This is not a mesh workspace',
    fix: 'Start the command inside a workspace whose package.json lists contracts among its workspaces.',
  },
  NOT_BUILT: {
    kind: 'conflict',
    title: 'The workspace was changed since it was compiled',
    fix: 'Run npm run build, then try again.',
  },
  CONTRACT_BROKEN: {
    kind: 'invalid',
    title: 'A contract cannot be loaded',
    fix: 'Correct the named package; npm run typecheck and MESH_DEBUG=1 say more.',
  },
  PRODUCT_MISPLACED: {
    kind: 'invalid',
    title: 'A product is declared in the wrong folder',
    fix: 'Declare <domain>.<product> in contracts/<domain>/<product>.',
  },
  PRODUCT_UNKNOWN: {
    kind: 'missing',
    title: 'No such product is declared in this workspace',
    fix: 'Name a product by its id, <domain>.<product>, or by its last part where that is enough.',
  },
});
