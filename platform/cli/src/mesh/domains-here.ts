import { fileURLToPath } from 'node:url';
import { domainsIn, type Domain } from '@mesh/workspace';

/** The workspace that this program belongs to. */
export const WORKSPACE = fileURLToPath(new URL('../../../../', import.meta.url));

/** The domains of the workspace that this program belongs to, in the order of their ports. */
export const domainsHere = (): readonly Domain[] => domainsIn(WORKSPACE);
