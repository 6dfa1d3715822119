import type { CommandSpec } from '../../command.js';
import type { Agreement } from './agreement.js';
import { untilOf } from './until.js';

/** `mesh access ask <product> <port> --purpose P --until 90d --reason text` */
export const ask: CommandSpec = {
  usage: 'ask <product> <port>',
  summary:
    'Ask the owner of a product for access to a port, for a purpose and a time. The reason is read by owners and auditors: no personal data in it.',
  example:
    'npx mesh access ask cardiology.heart-disease-risk history --purpose HRESCH --until 90d --reason "Study of early warnings"',
  actsAs: 'carla-consumer',
  shape: (command) => {
    command
      .requiredOption('--purpose <code>', 'HL7 purpose of use, for example HRESCH')
      .requiredOption('--until <when>', '90d, 2026-12-31 or an RFC 3339 time; within a year')
      .requiredOption('--reason <text>', 'why, for owners and auditors; no personal data')
      .option('--from <time>', 'RFC 3339 time; now unless given');
  },
  async run({ client, option, arguments: [product = '', port = ''] }) {
    const body = {
      product,
      port,
      purpose: option('purpose'),
      until: untilOf(option('until') ?? '', new Date()),
      reason: option('reason'),
      ...(option('from') === undefined ? {} : { from: option('from') }),
    };
    const asked = await client.json<Agreement>({ method: 'POST', path: '/access/agreements', body });
    const text = `Request ${asked.id} is with the owner of ${asked.product}; see it with: mesh access list`;
    return { json: asked, text };
  },
};
