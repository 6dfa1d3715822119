import type { CommandSpec } from '../command.js';
import { productsIn } from '../mesh/catalog.js';
import { tableOf } from '../terminal/table.js';

/** `mesh products [--search q] [--domain d]` */
export const products: CommandSpec = {
  usage: 'products',
  summary: 'List the data products of the mesh, or search them.',
  example: 'npx mesh products --search heart',
  shape: (command) => {
    command.option('--search <words>', 'words to look for').option('--domain <domain>', 'products of one domain');
  },
  async run({ client, option }) {
    const found = await productsIn(client, { search: option('search'), domain: option('domain') });
    const rows = found.map(({ id, version, owner, status = '', purpose }) => [
      id,
      version,
      owner.team,
      status,
      purpose,
    ]);
    const text =
      rows.length === 0 ? 'No product found.' : tableOf(['PRODUCT', 'VERSION', 'OWNER', 'STATUS', 'PURPOSE'], rows);
    return { json: found, text };
  },
};
