import { defineErrors } from '@mesh/product';

/** What can be wrong with the domains of a workspace. */
export const DomainErrors = defineErrors('DOMAINS', {
  MANIFEST_UNREADABLE: {
    kind: 'invalid',
    title: 'The package.json of a domain cannot be read',
    fix: 'Correct the named file: it must be a JSON object with a name.',
  },
  MISNAMED: {
    kind: 'invalid',
    title: 'A domain does not bear the name of its folder',
    fix: 'Say "mesh": { "domain": "<name of the folder>" } in its package.json, in small letters and dashes.',
  },
  NOT_LINKED: {
    kind: 'missing',
    title: 'The package of a domain is not linked or not compiled',
    fix: 'Run npm install, then npm run build.',
  },
  MODULE_MISSING: {
    kind: 'missing',
    title: 'The package of a domain does not export its module',
    fix: 'Export the named Nest module from src/index.ts of the domain.',
  },
});
