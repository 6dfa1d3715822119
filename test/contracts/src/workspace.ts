import { fileURLToPath } from 'node:url';

/** Where the tree begins. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));
