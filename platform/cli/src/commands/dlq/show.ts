import type { CommandSpec } from '../../command.js';
import { drawTree, outlineOf } from '../../terminal/tree.js';
import { pathOf, type OpenedLetter } from './letters.js';

const SHOWN_LEVELS = 6;

/** `mesh dlq show <topic> <group> <id> [--payload]` */
export const show: CommandSpec = {
  usage: 'show <topic> <group> <id>',
  summary:
    'Show one dead letter; with --payload what its event says, personal fields left out, to an identity that may read the port.',
  example:
    'npx mesh dlq show cardiology.heart-disease-risk.scored.v1 cardiology.heart-disease-risk.lake.history 0198c2f0-7c4e-7a51-9d5b-2f6b1c1f2a10',
  actsAs: 'ops-operator',
  shape: (command) => {
    command.option('--payload', 'what the event says; needs a grant or an agreement on the port, and is recorded');
  },
  async run({ client, arguments: [topic, group, id = ''], flag }) {
    const query = new URLSearchParams({ id, ...(flag('payload') && { payload: 'true' }) });
    const letter = await client.json<OpenedLetter>({ path: `${pathOf(topic, group)}/letter?${query.toString()}` });
    const { id: _id, ...facts } = letter;
    return { json: letter, text: drawTree(outlineOf(`dead letter ${letter.id}`, facts, SHOWN_LEVELS)) };
  },
};
