import type { CommandGroup } from '../../command.js';
import { list } from './list.js';
import { show } from './show.js';
import { drop, replay } from './take.js';

/** `mesh dlq …` */
export const dlq: CommandGroup = {
  name: 'dlq',
  summary: 'Dead letters: see what consumers gave up, give it back to them, drop it.',
  commands: [list, show, replay, drop],
};
