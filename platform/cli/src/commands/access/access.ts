import type { CommandGroup } from '../../command.js';
import { ask } from './ask.js';
import { grant, refuse, withdrawAccess } from './decide.js';
import { list } from './list.js';

/** `mesh access …` */
export const access: CommandGroup = {
  name: 'access',
  summary: 'Ask for access to a port, and answer who asks.',
  commands: [ask, list, grant, refuse, withdrawAccess],
};
