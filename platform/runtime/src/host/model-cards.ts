import { readFile } from 'node:fs/promises';
import type { DocumentText } from '@mesh/events';
import type { Logger } from '../observability/logger.js';
import type { HostedProduct } from '../product/hosted-products.js';

/** The model cards of a product, read from where they lie beside its declaration. */
export async function modelCards(
  { served, contract }: Pick<HostedProduct, 'served' | 'contract'>,
  logger: Logger,
): Promise<readonly DocumentText[]> {
  if (contract === undefined) return [];
  const names = new Set(Object.values(served.declared.models ?? {}).map(({ card }) => card));
  const cards: DocumentText[] = [];
  for (const name of names) {
    try {
      cards.push({ name, text: await readFile(new URL(`../src/${name}`, contract), 'utf8') });
    } catch (cause) {
      // The product works without it; its page in the catalog then has no card.
      logger.warn({ cause, card: name }, 'a model card could not be read');
    }
  }
  return cards;
}
