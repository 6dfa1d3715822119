import type { CommandSpec } from '../../command.js';
import { agreementsTable, type Agreement } from './agreement.js';

/** Pages that are followed, of 200 agreements each. */
const MOST_PAGES = 50;

/** `mesh access list [--role asked|owned] [--status s] [--product p]` */
export const list: CommandSpec = {
  usage: 'list',
  summary: 'List the agreements that concern an identity: what it asked for, and what others ask of its products.',
  example: 'npx mesh access list --as team-cardiology --role owned --status requested',
  actsAs: 'carla-consumer',
  shape: (command) => {
    command
      .option('--role <role>', 'asked or owned')
      .option('--status <status>', 'requested, granted, refused, withdrawn or expired')
      .option('--product <product>', 'agreements on one product');
  },
  async run({ client, option }) {
    const query = new URLSearchParams({ limit: '200' });
    for (const name of ['role', 'status', 'product']) {
      const value = option(name);
      if (value !== undefined) query.set(name, value);
    }
    const agreements: Agreement[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const path = `/access/agreements?${query.toString()}`;
      const answer = await client.json<{ agreements: readonly Agreement[]; nextCursor?: string }>({ path });
      agreements.push(...answer.agreements);
      if (answer.nextCursor === undefined) break;
      query.set('cursor', answer.nextCursor);
    }
    return { json: agreements, text: agreementsTable(agreements) };
  },
};
