import type { CommandGroup } from '../../command.js';
import { kafka } from './kafka.js';

/** `mesh infra`: what a company runs for all its meshes, on this machine for development. */
export const infra: CommandGroup = {
  name: 'infra',
  summary: 'Run what a mesh may stand on, for development and tests.',
  commands: [kafka],
};
