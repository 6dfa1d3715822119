import type { CommandSpec } from '../command.js';
import { drawTree, outlineOf } from '../terminal/tree.js';

/** `mesh describe <product>` */
export const describe: CommandSpec = {
  usage: 'describe <product>',
  summary: 'Show one data product: its purpose, ports, promises and owner.',
  example: 'npx mesh describe cardiology.heart-disease-risk',
  async run({ client, arguments: [product = ''] }) {
    const document = await client.json<Record<string, unknown>>({ path: `/catalog/products/${encodeURIComponent(product)}` });
    return { json: document, text: drawTree(outlineOf(product, document)) };
  },
};
