import { each, named } from '../comparing/combine.js';
import { schemaChanges } from '../comparing/schema.js';
import type { Comparer } from '../comparing/place.js';
import { aspectsWith, keeping } from './aspects.js';
import { recordSchema } from './field-schema.js';

/** The fields of an element: what values they have, and what a contract says of them besides. */
export const fields: Comparer = (before, after, place, context) => [
  ...schemaChanges(recordSchema(before), recordSchema(after), place),
  ...aspects(before, after, place, context),
];

const aspects: Comparer = (before, after, place, context) => compared(before, after, place, context);

const compared = named(({ name }) => name, each(aspectsWith(aspects), keeping), {
  // Told by the schema.
  added: () => [],
  removed: () => [],
  at: (name, _member, place) => ({
    ...place,
    field: [...(place.field === undefined ? [] : [place.field]), name].join('.'),
  }),
});
