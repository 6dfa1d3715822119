import type { Term } from '@mesh/product';
import * as cardiology from './cardiology.js';
import * as laboratory from './laboratory.js';
import * as mesh from './mesh.js';
import * as people from './people.js';
import * as vitalSigns from './vital-signs.js';

/** Every term, in the order of its title. */
export const glossary: readonly Term[] = Object.freeze(
  [people, vitalSigns, laboratory, cardiology, mesh]
    .flatMap((theme): readonly Term[] => Object.values(theme))
    .sort((one, other) => (one.title < other.title ? -1 : 1)),
);
