import type { Accepted } from '@mesh/product';

/** Where messages for an accepted input are sent, below the base path of the product. */
export const intakePath = ({ name }: Pick<Accepted, 'name'>): string => `/inputs/${name}`;
