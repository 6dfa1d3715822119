import type { DeclaredProduct } from '@mesh/documents';

const domainOf = ({ product }: DeclaredProduct): string => product.id.split('.')[0] ?? '';

/** The service that keeps a product: that of its domain; what the platform says, the control plane keeps. */
export function serviceOf(declared: DeclaredProduct): string {
  const domain = domainOf(declared);
  return domain === 'platform' ? 'control-plane' : domain;
}
