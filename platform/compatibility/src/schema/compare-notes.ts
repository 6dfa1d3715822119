import { canonical, listOf, objectOf, quoted, same, shown, type JsonObject } from '../json.js';
import type { Effect } from '../effect.js';
import { editAt, spoken, type Edit, type Spot } from './edit.js';
import type { Domain } from './values.js';

/** Both sides of a field, with the values that each allows. */
export interface Noted {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly allowedBefore: Domain;
  readonly allowedAfter: Domain;
}

/** What became of what a value stands for: unit, codes, categories, term, sensitivity; and of the words about it. */
export function compareNotes(noted: Noted, spot: Spot): readonly Edit[] {
  return [
    ...UNIQUE.flatMap((note) => uniqueEdits(note, noted, spot)),
    ...codeEdits(noted, spot),
    ...categoryEdits(noted, spot),
    ...sensitivityEdits(noted, spot),
    ...defaultEdits(noted, spot),
    ...WORDS.flatMap((words) => wordEdits(words, noted, spot)),
  ];
}

/** A note with one value. Said for the first time it binds those who write; taken back, those who read know less. */
interface UniqueNote {
  readonly keyword: string;
  readonly name: string;
  readonly spoken: string;
}
const UNIQUE: readonly UniqueNote[] = [
  { keyword: 'x-unit', name: 'unit', spoken: 'unit' },
  { keyword: 'x-term', name: 'term', spoken: 'term of the glossary' },
];

function uniqueEdits(
  { keyword, name, spoken: words }: UniqueNote,
  { before, after }: Noted,
  spot: Spot,
): readonly Edit[] {
  const [was, is] = [before[keyword], after[keyword]];
  if (same(was, is)) return [];
  const seen = { step: keyword, before: shown(was), after: shown(is) };
  if (was === undefined)
    return [
      editAt(spot, {
        kind: `${name}-stated`,
        effect: 'tightened',
        what: `the ${words} of ${spoken(spot)} is now said to be ${quoted(is)}`,
        ...seen,
      }),
    ];
  if (is === undefined)
    return [
      editAt(spot, {
        kind: `${name}-withdrawn`,
        effect: 'loosened',
        what: `the ${words} of ${spoken(spot)} was ${quoted(was)} and is not said any more`,
        ...seen,
      }),
    ];
  return [
    editAt(spot, {
      kind: `${name}-changed`,
      effect: 'incomparable',
      what: `the ${words} of ${spoken(spot)} was ${quoted(was)} and is ${quoted(is)}: the same number means something else`,
      ...seen,
    }),
  ];
}

function codeEdits({ before, after }: Noted, spot: Spot): readonly Edit[] {
  const [was, is] = [listOf(before['x-codes']), listOf(after['x-codes'])];
  const known = (codes: readonly unknown[]): ReadonlySet<string> => new Set(codes.map(canonical));
  const gone = was.some((code) => !known(is).has(canonical(code)));
  const come = is.some((code) => !known(was).has(canonical(code)));
  if (!gone && !come) return [];
  const seen = { step: 'x-codes', before: shown(before['x-codes']), after: shown(after['x-codes']) };
  if (!gone)
    return [
      editAt(spot, { kind: 'code-added', effect: 'said', what: `${spoken(spot)} is bound to one more code`, ...seen }),
    ];
  if (!come)
    return [
      editAt(spot, {
        kind: 'code-removed',
        effect: 'loosened',
        what: `${spoken(spot)} has lost a code by which it was found`,
        ...seen,
      }),
    ];
  return [
    editAt(spot, {
      kind: 'code-changed',
      effect: 'incomparable',
      what: `${spoken(spot)} stands for another concept`,
      ...seen,
    }),
  ];
}

function categoryEdits({ before, after, allowedBefore, allowedAfter }: Noted, spot: Spot): readonly Edit[] {
  const [was, is] = [objectOf(before['x-categories']), objectOf(after['x-categories'])];
  const edits = [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((code): readonly CategoryEdit[] => {
    const [from, to] = [was[code], is[code]];
    if (same(from, to)) return [];
    const seen = { before: shown(from), after: shown(to) };
    // A value that comes or goes is told by the values.
    if (from === undefined)
      return allows(allowedBefore, code)
        ? [{ kind: 'category-named', effect: 'said', what: `value ${code} of ${spoken(spot)} has a name`, ...seen }]
        : [];
    if (to === undefined)
      return allows(allowedAfter, code)
        ? [
            {
              kind: 'category-unnamed',
              effect: 'loosened',
              what: `value ${code} of ${spoken(spot)} has no name any more`,
              ...seen,
            },
          ]
        : [];
    const what = `value ${code} of ${spoken(spot)} meant ${quoted(from)} and means ${quoted(to)}; whether that is the same is not decided here`;
    return [{ kind: 'category-changed', effect: 'undecided', what, ...seen }];
  });
  return edits.map((edit) => editAt(spot, { step: 'x-categories', ...edit }));
}

interface CategoryEdit {
  readonly kind: string;
  readonly effect: Effect;
  readonly what: string;
}

const allows = ({ values }: Domain, code: string): boolean =>
  values === undefined || values.some((value) => String(value) === code);

function sensitivityEdits({ before, after }: Noted, spot: Spot): readonly Edit[] {
  const [was, is] = [before['x-phi'] === true, after['x-phi'] === true];
  if (was === is) return [];
  const seen = { step: 'x-phi', before: was, after: is };
  // To withhold takes from those who read; who writes sends the same as before.
  return is
    ? [
        editAt(spot, {
          kind: 'personal-withheld',
          effect: 'loosened',
          what: `${spoken(spot)} is now personal and withheld from readers without clearance`,
          ...seen,
        }),
      ]
    : [
        editAt(spot, {
          kind: 'personal-revealed',
          effect: 'said',
          what: `${spoken(spot)} is no longer personal and shown to every reader, which the data protection officer has to agree to`,
          ...seen,
        }),
      ];
}

function defaultEdits({ before, after }: Noted, spot: Spot): readonly Edit[] {
  if (same(before.default, after.default)) return [];
  const what = `what ${spoken(spot)} means when it is left out is another value`;
  return [
    editAt(spot, {
      kind: 'default-changed',
      effect: 'incomparable',
      what,
      step: 'default',
      before: shown(before.default),
      after: shown(after.default),
    }),
  ];
}

interface Words {
  readonly keyword: string;
  readonly kind: string;
  readonly effect: 'noted' | 'said';
  readonly spoken: string;
}
const WORDS: readonly Words[] = [
  { keyword: 'description', kind: 'meaning-worded', effect: 'noted', spoken: 'description' },
  { keyword: 'title', kind: 'title-worded', effect: 'noted', spoken: 'title' },
  { keyword: 'examples', kind: 'examples-changed', effect: 'noted', spoken: 'examples' },
  { keyword: 'example', kind: 'examples-changed', effect: 'noted', spoken: 'example' },
  { keyword: '$comment', kind: 'comment-worded', effect: 'noted', spoken: 'comment' },
  { keyword: 'deprecated', kind: 'field-deprecation', effect: 'said', spoken: 'deprecation' },
];

function wordEdits(
  { keyword, kind, effect, spoken: words }: Words,
  { before, after }: Noted,
  spot: Spot,
): readonly Edit[] {
  if (same(before[keyword], after[keyword])) return [];
  const seen = { step: keyword, before: shown(before[keyword]), after: shown(after[keyword]) };
  return [editAt(spot, { kind, effect, what: `the ${words} of ${spoken(spot)} is another`, ...seen })];
}

/** Keywords that this comparison reads. */
export const NOTE_KEYWORDS: readonly string[] = [
  ...UNIQUE.map(({ keyword }) => keyword),
  ...WORDS.map(({ keyword }) => keyword),
  'x-codes',
  'x-categories',
  'x-phi',
  'default',
];
