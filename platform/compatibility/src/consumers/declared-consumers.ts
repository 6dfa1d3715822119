import { listOf, objectOf, textOf } from '../json.js';
import { versionOf } from '../comparing/context.js';
import { propertiesByName } from '../reading/custom-properties.js';
import { ODPS, type Documents } from '../reading/documents.js';
import type { Consumer } from './breakage.js';

/**
 * Those of the given products that declare a port of the product as an input. The port is known by its topic; an input
 * whose topic the product does not have is taken to rely on the whole product.
 */
export function declaredConsumers(product: Documents, others: Iterable<Documents>): readonly Consumer[] {
  const id = productId(product);
  const portOf = new Map([...versionOf(product).ports].map(([name, { address }]) => [address, name]));
  return [...others].flatMap((other) =>
    listOf(other.get(ODPS)?.inputPorts)
      .map(objectOf)
      .map((input) => propertiesByName(input.customProperties))
      .filter((input) => id !== undefined && input.product === id)
      .map((input) => {
        const port = portOf.get(textOf(input.topic));
        return {
          id: productId(other) ?? 'unknown',
          kind: 'product' as const,
          source: 'workspace',
          ...(port !== undefined && { port }),
        };
      }),
  );
}

/** `<domain>.<product>`, as the descriptor says. */
export const productId = (documents: Documents): string | undefined =>
  textOf(propertiesByName(documents.get(ODPS)?.customProperties).dataProduct);
