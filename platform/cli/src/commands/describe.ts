import type { CommandSpec } from '../command.js';
import { productOutline, type DescribedProduct } from '../mesh/product-outline.js';
import { drawTree } from '../terminal/tree.js';

/** `mesh describe <product>` */
export const describe: CommandSpec = {
  usage: 'describe <product>',
  summary: 'Show one data product: its purpose, ports, promises and owner.',
  example: 'npx mesh describe cardiology.heart-disease-risk --fields',
  shape: (command) => {
    command.option('--fields', 'show the fields of every port');
  },
  async run({ client, flag, arguments: [product = ''] }) {
    const document = await client.json<DescribedProduct>({ path: `/catalog/products/${encodeURIComponent(product)}` });
    return { json: document, text: drawTree(productOutline(document, flag('fields'))) };
  },
};
