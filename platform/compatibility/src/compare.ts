import type { Change } from './change.js';
import { asyncapi } from './asyncapi/asyncapi.js';
import { merged } from './comparing/merge.js';
import { changeAt, type Comparer, type Place } from './comparing/place.js';
import { versionOf, type Context } from './comparing/context.js';
import { unknown } from './comparing/combine.js';
import { schemaDocument, schemaDocumentRemoved } from './comparing/schema-documents.js';
import { keysOf } from './json.js';
import { contract } from './odcs/contract.js';
import { descriptor } from './odps/descriptor.js';
import { openapi } from './openapi/openapi.js';
import { majorMoved } from './product/major-moved.js';
import { ASYNCAPI, ODCS, ODPS, OPENAPI, readDocuments, type DocumentTexts } from './reading/documents.js';
import { declaredMajor, withoutMajor } from './reading/major.js';

/** What is known besides the documents. */
export interface Comparison {
  /** UTC day on which the change takes effect, `2027-03-31`; without one, no announced end has come. */
  readonly today?: string;
}

const COMPARERS: Readonly<Record<string, Comparer>> = {
  [OPENAPI]: openapi,
  [ASYNCAPI]: asyncapi,
  [ODCS]: contract,
  [ODPS]: descriptor,
};

/**
 * What is different between a released version of the documents of a product and another one, who is hurt by it and which
 * step of the version it deserves. Pure; throws COMPATIBILITY.DOCUMENT_UNREADABLE for a document that is none.
 */
export function compare(
  released: DocumentTexts,
  current: DocumentTexts,
  { today }: Comparison = {},
): readonly Change[] {
  const [was, is] = [readDocuments(released), readDocuments(current)];
  const [from, to] = [declaredMajor(was), declaredMajor(is)];
  const moved = from !== undefined && to !== undefined && from !== to;
  const context: Context = {
    before: versionOf(moved ? withoutMajor(was, from) : was),
    after: versionOf(moved ? withoutMajor(is, to) : is),
    ...(today !== undefined && { today }),
  };
  const names = keysOf(Object.fromEntries(context.before.documents), Object.fromEntries(context.after.documents));
  const changes = names.flatMap((name) => documentChanges(name, context));
  return merged([...(moved ? [majorMoved({ from, to }, context)] : []), ...changes]);
}

function documentChanges(name: string, context: Context): readonly Change[] {
  const [before, after] = [context.before.documents.get(name), context.after.documents.get(name)];
  const place: Place = { document: name, path: [], direction: 'both' };
  const isSchema = name.startsWith('schemas/');
  if (before === undefined)
    return [
      changeAt(place, { kind: 'document-added', effect: 'said', what: `the document ${name} is new`, after: name }),
    ];
  if (after === undefined) {
    if (isSchema) return schemaDocumentRemoved(before, place, context);
    // What it told of is told by the descriptor.
    const empty = name === ASYNCAPI && ![...context.after.ports.values()].some(({ kind }) => kind === 'event');
    return [
      changeAt(place, {
        kind: 'document-removed',
        effect: empty ? 'said' : 'withdrawn',
        what: `the document ${name} is gone`,
        before: name,
      }),
    ];
  }
  const comparer = isSchema ? schemaDocument : Object.hasOwn(COMPARERS, name) ? COMPARERS[name] : undefined;
  return (comparer ?? unknown)(before, after, place, context);
}
