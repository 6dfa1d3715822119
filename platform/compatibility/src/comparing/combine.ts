import type { Change } from '../change.js';
import { keysOf, listOf, objectOf, same, type JsonObject } from '../json.js';
import { changeAt, inside, type Comparer, type Finding, type Place } from './place.js';
import type { Context } from './context.js';

/** One value: `judged` says what its change means; nothing when it means nothing. */
export const value =
  (judged: (before: unknown, after: unknown) => Finding | undefined): Comparer =>
  (before, after, place) => {
    if (same(before, after)) return [];
    const finding = judged(before, after);
    return finding === undefined ? [] : [changeAt(place, { before, after, ...finding })];
  };

/** A value whose change means the same whatever it was. */
export const always = (finding: Finding): Comparer => value(() => finding);

/** Says nothing: what stands there is told elsewhere, or follows from something that is. */
export const told: Comparer = () => [];

/** What no rule of this comparison speaks of. */
export const unknown: Comparer = (before, after, place) =>
  same(before, after)
    ? []
    : [
        changeAt(place, {
          kind: 'undecided',
          effect: 'undecided',
          what: `${place.path.at(-1) ?? 'the document'} is another`,
          before,
          after,
        }),
      ];

/** An object with known members; a member without a comparer is undecided. */
export const members =
  (comparers: Readonly<Record<string, Comparer>>): Comparer =>
  (before, after, place, context) => {
    const [was, is] = [objectOf(before), objectOf(after)];
    return keysOf(was, is).flatMap((name) => {
      const comparer = Object.hasOwn(comparers, name) ? comparers[name] : undefined;
      return (comparer ?? unknown)(was[name], is[name], inside(place, name), context);
    });
  };

/** How a collection tells what comes and goes. */
export interface Comings {
  readonly added: (member: unknown, place: Place, context: Context) => readonly Change[];
  readonly removed: (member: unknown, place: Place, context: Context) => readonly Change[];
  /** The place of a member, when more is known of it than its name. */
  readonly at?: (name: string, member: unknown, place: Place, context: Context) => Place;
}

/** An object whose names are data. */
export const entries =
  (entry: Comparer, { added, removed, at }: Comings): Comparer =>
  (before, after, place, context) => {
    const [was, is] = [objectOf(before), objectOf(after)];
    return keysOf(was, is).flatMap((name) => {
      const [old, new_] = [was[name], is[name]];
      const plain = inside(place, name);
      const there = at?.(name, old ?? new_, plain, context) ?? plain;
      if (!Object.hasOwn(was, name)) return added(new_, there, context);
      if (!Object.hasOwn(is, name)) return removed(old, there, context);
      return entry(old, new_, there, context);
    });
  };

/** A list whose members have names; its order does not count. */
export const named =
  (nameOf: (member: JsonObject) => unknown, entry: Comparer, comings: Comings): Comparer =>
  (before, after, place, context) =>
    entries(entry, comings)(byName(before, nameOf), byName(after, nameOf), place, context);

function byName(listed: unknown, nameOf: (member: JsonObject) => unknown): JsonObject {
  const seen = new Map<string, unknown>();
  for (const member of listOf(listed)) {
    const name = String(nameOf(objectOf(member)) ?? '');
    // Two of one name are told apart by their place among those of the name.
    let unique = name;
    for (let turn = 2; seen.has(unique); turn += 1) unique = `${name}#${turn}`;
    seen.set(unique, member);
  }
  return Object.fromEntries(seen);
}

/** Tells that a member came or went, with one finding each. */
export const comings = (
  added: (name: string) => Finding,
  removed: (name: string) => Finding,
  at?: Comings['at'],
): Comings => ({
  added: (_, place) => [changeAt(place, added(place.path.at(-1) ?? ''))],
  removed: (_, place) => [changeAt(place, removed(place.path.at(-1) ?? ''))],
  ...(at !== undefined && { at }),
});

/** A list of plain values as a set. */
export const set =
  (finding: { readonly added: (member: string) => Finding; readonly removed: (member: string) => Finding }): Comparer =>
  (before, after, place) => {
    const [was, is] = [listOf(before).map(String), listOf(after).map(String)];
    return [
      ...was
        .filter((member) => !is.includes(member))
        .map((member) => changeAt(place, { before: member, ...finding.removed(member) })),
      ...is
        .filter((member) => !was.includes(member))
        .map((member) => changeAt(place, { after: member, ...finding.added(member) })),
    ];
  };

/** Runs several comparers on the same place. */
export const each =
  (...comparers: readonly Comparer[]): Comparer =>
  (before, after, place, context) =>
    comparers.flatMap((comparer) => comparer(before, after, place, context));
