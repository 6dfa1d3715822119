import type { Concept, FieldNotes } from '@mesh/product';
import { controlPlaneAddress } from '../addresses.js';

/** A link to what decides the meaning of an element. */
export interface Definition {
  readonly type: string;
  readonly url: string;
  readonly description: string;
}

const TERMINOLOGIES: Readonly<Record<Concept['system'], (code: string) => Definition>> = {
  LOINC: (code) => ({ type: 'terminology', url: `https://loinc.org/${code}`, description: `LOINC ${code}` }),
  SNOMED: (code) => ({
    type: 'terminology',
    url: `http://snomed.info/id/${code}`,
    description: `SNOMED CT ${code}`,
  }),
};

/**
 * What decides the meaning of a field: the term of the glossary, its own concepts of published terminologies (those of
 * the term may be wider than the field), the unit.
 * The types are none of `definition`, `businessDefinition` and `semantics`: tools take those for contracts of their
 * own and fetch them while they read.
 */
export const definitionsOf = ({ term, concepts, unit }: FieldNotes): readonly Definition[] => [
  ...(term === undefined
    ? []
    : [{ type: 'glossary', url: controlPlaneAddress(`/catalog/glossary/${term.id}`), description: term.definition }]),
  ...concepts.map(({ system, code }) => TERMINOLOGIES[system](code)),
  ...(unit === undefined ? [] : [{ type: 'unit', url: 'https://ucum.org/ucum', description: `UCUM ${unit}` }]),
];
