import type { DataProduct } from '@mesh/product';
import { customProperties } from '../custom-properties.js';

/** Who may do what for which purpose: the grants of the product; what no grant opens stays closed. */
export const rolesOf = (product: DataProduct): readonly object[] =>
  product.grants.map(({ role, ports, purposes, reveals }) => ({
    role,
    description: `May use ${ports.join(', ')} for ${purposes.join(', ')}.`,
    access: accessTo(product, ports),
    firstLevelApprovers: product.owner.team,
    customProperties: customProperties({
      ports: [...ports],
      purposes: [...purposes],
      reveals: reveals && [...reveals],
    }),
  }));

/** Calls go to REST ports, messages to inputs, reading to topics and datasets. */
function accessTo({ ports: declared, inputs = {} }: DataProduct, ports: readonly string[]): string {
  const kinds = new Set(
    ports.map((name) =>
      name in inputs ? 'write' : ['rest', 'stream'].includes(declared[name]?.kind ?? '') ? 'call' : 'read',
    ),
  );
  return (['call', 'write', 'read'] as const).filter((kind) => kinds.has(kind)).join(', ');
}
