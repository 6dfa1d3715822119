import type { CommandSpec } from '../command.js';
import { tokensOf } from '../mesh/access-token.js';
import { CliErrors } from '../cli.errors.js';

/** `mesh token --as <identity>` */
export const token: CommandSpec = {
  usage: 'token',
  summary: 'Print a bearer token of an identity.',
  example:
    'curl -H "Authorization: Bearer $(npx mesh token --as carla-consumer)" http://127.0.0.1:4000/catalog/products',
  shape: (command) => {
    command
      .requiredOption('--as <identity>', 'identity in $MESH_HOME/credentials.json')
      .option('--purpose <purpose>', 'HL7 purpose of use, for example TREAT or HRESCH');
  },
  async run(invocation) {
    const identity = invocation.option('as');
    if (identity === undefined) throw CliErrors.OPTION_WRONG({ option: '--as' });
    const purpose = invocation.option('purpose');
    const { meshHome, controlPlanePort } = invocation.settings;
    const wish = { identity, meshHome, controlPlanePort, ...(purpose === undefined ? {} : { purpose }) };
    const granted = await tokensOf(wish)();
    return { json: { identity, token: granted }, text: granted };
  },
};
