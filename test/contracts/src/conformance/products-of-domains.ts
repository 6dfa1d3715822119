import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { declaredProducts, type DeclaredProduct } from '@mesh/documents';
import { root } from '../workspace.js';

export const domainOf = ({ product }: DeclaredProduct): string => product.id.split('.')[0] ?? '';

/** The products that a domain's service serves; the control plane serves its own, and a spec beside it judges them. */
export const productsOfDomains = async (): Promise<readonly DeclaredProduct[]> =>
  (await declaredProducts(root)).filter((declared) => existsSync(join(root, 'domains', domainOf(declared))));
