import type { Change } from '../change.js';
import type { JsonObject } from '../json.js';
import { compareSchemas } from '../schema/compare-schemas.js';
import { fieldName, type Edit } from '../schema/edit.js';
import type { Lookup } from '../schema/resolve.js';
import { changeAt, type Comparer, type Place } from './place.js';

/** A schema within a document. */
export const schema: Comparer = (before, after, place, context) =>
  schemaChanges(before, after, place, {
    before: lookupIn(context.before.documents.get(place.document)),
    after: lookupIn(context.after.documents.get(place.document)),
  });

/** What two schemas differ in, judged by the way data flows at the place. */
export function schemaChanges(
  before: unknown,
  after: unknown,
  place: Place,
  lookups?: { readonly before: Lookup; readonly after: Lookup },
): readonly Change[] {
  return compareSchemas(before, after, lookups).map((edit) => changeOf(edit, place));
}

function changeOf(edit: Edit, place: Place): Change {
  const field = [...(place.field === undefined ? [] : [place.field]), ...edit.field];
  const at: Place = {
    ...place,
    path: [...place.path, ...edit.steps],
    ...(field.length > 0 && { field: fieldName(rowField(field)) }),
  };
  return changeAt(at, edit);
}

/** A field of the rows of a page is a field of the row. */
const rowField = (field: readonly string[]): readonly string[] =>
  field[0] === ROWS && field[1] === '[]' && field.length > 2 ? field.slice(2) : field;
const ROWS = 'rows';

/** Finds what a reference within a document names (RFC 6901 in a URI fragment). */
export const lookupIn =
  (document: JsonObject | undefined): Lookup =>
  (reference) => {
    if (document === undefined || !reference.startsWith('#')) return undefined;
    const tokens = decodeURIComponent(reference.slice(1)).split('/').slice(1);
    return tokens.reduce<unknown>((value, token) => {
      const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
      const members = value as JsonObject | undefined;
      return typeof members === 'object' && members !== null && Object.hasOwn(members, name)
        ? members[name]
        : undefined;
    }, document);
  };
