import { isObject } from '../json.js';
import type { Version } from './context.js';
import type { Comparer, Place } from './place.js';
import { lookupIn } from './schema.js';

const MOST_HOPS = 16;

/** Follows references of a document before comparing; one that leads nowhere is compared as it stands. */
export const resolved =
  (comparer: Comparer): Comparer =>
  (before, after, place, context) =>
    comparer(follow(before, place, context.before), follow(after, place, context.after), place, context);

/** What a reference names, or the value itself. */
export function follow(value: unknown, { document }: Place, { documents }: Version): unknown {
  const lookup = lookupIn(documents.get(document));
  let current = value;
  for (let hop = 0; hop < MOST_HOPS && isObject(current) && typeof current.$ref === 'string'; hop += 1) {
    const target = lookup(current.$ref);
    if (target === undefined) break;
    current = target;
  }
  return current;
}
