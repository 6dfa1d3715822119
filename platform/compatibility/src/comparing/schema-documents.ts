import type { Change } from '../change.js';
import { objectOf, type JsonObject } from '../json.js';
import type { Context } from './context.js';
import { changeAt, type Comparer, type Place } from './place.js';
import { schema } from './schema.js';
import { speakersOf, type Speaker } from './speakers.js';

/** A schema that stands by itself, judged for each port that speaks it; for one that none does, both ways. */
export const schemaDocument: Comparer = (before, after, place, context) => {
  const speakers = spokenBy([objectOf(before), objectOf(after)], context);
  const places: readonly Place[] =
    speakers.length === 0 ? [place] : speakers.map((speaker) => ({ ...place, ...speaker }));
  return places.flatMap((there) => schema(before, after, there, context));
};

function spokenBy(schemas: readonly [JsonObject, JsonObject], { before, after }: Context): readonly Speaker[] {
  const all = [...speakersOf(schemas[0], before.documents), ...speakersOf(schemas[1], after.documents)];
  return [...new Map(all.map((speaker) => [`${speaker.port} ${speaker.direction}`, speaker])).values()];
}

/** A schema that is gone hurts those who fetch it by its name, unless all ports that spoke it are gone as well. */
export function schemaDocumentRemoved(schema: JsonObject, place: Place, { before, after }: Context): readonly Change[] {
  const gone = {
    kind: 'schema-document-removed',
    what: `the schema document ${place.document} is gone`,
    before: place.document,
  };
  const speakers = speakersOf(schema, before.documents);
  const left = speakers.filter(({ port }) => after.ports.has(port));
  if (left.length > 0)
    return left.map((speaker) => changeAt({ ...place, ...speaker }, { ...gone, effect: 'withdrawn' }));
  return [changeAt(place, { ...gone, effect: speakers.length > 0 ? 'said' : 'withdrawn' })];
}
