import type { Change } from '../change.js';
import type { JsonObject } from '../json.js';
import { compareSchemas, type Lookups } from '../schema/compare-schemas.js';
import { fieldName, type Edit } from '../schema/edit.js';
import type { Lookup } from '../schema/resolve.js';
import type { Context } from './context.js';
import { changeAt, type Comparer, type Place } from './place.js';

/** A schema within a document. */
export const schema: Comparer = (before, after, place, context) => {
  const lookups = {
    before: lookupIn(context.before.documents.get(place.document)),
    after: lookupIn(context.after.documents.get(place.document)),
  };
  const changes = schemaChanges(before, after, place, lookups);
  return isDataset(place, context) ? changes.map(ofRow) : changes;
};

/** What two schemas differ in, judged by the way data flows at the place. */
export const schemaChanges = (before: unknown, after: unknown, place: Place, lookups?: Lookups): readonly Change[] =>
  compareSchemas(before, after, lookups).map((edit) => changeOf(edit, place));

function changeOf(edit: Edit, place: Place): Change {
  const field = [...(place.field === undefined ? [] : [place.field]), ...edit.field];
  return changeAt(
    { ...place, path: [...place.path, ...edit.steps], ...(field.length > 0 && { field: fieldName(field) }) },
    edit,
  );
}

const isDataset = ({ port = '' }: Place, { before, after }: Context): boolean =>
  (before.ports.get(port) ?? after.ports.get(port))?.kind === 'dataset';

/** Rows are read in pages: a field of the rows of a page is a field of the row. */
const ofRow = (change: Change): Change =>
  change.field?.startsWith(IN_PAGE) === true ? { ...change, field: change.field.slice(IN_PAGE.length) } : change;
const IN_PAGE = 'rows[].';

/** Finds what a reference within a document names (RFC 6901 in a URI fragment). */
export const lookupIn =
  (document: JsonObject | undefined): Lookup =>
  (reference) => {
    if (document === undefined || !reference.startsWith('#')) return undefined;
    const [, ...tokens] = decoded(reference.slice(1)).split('/');
    return tokens.reduce<unknown>((value, token) => {
      const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
      const members = value as JsonObject | undefined;
      return typeof members === 'object' && members !== null && Object.hasOwn(members, name)
        ? members[name]
        : undefined;
    }, document);
  };

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
