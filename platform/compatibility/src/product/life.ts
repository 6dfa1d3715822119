import type { Change } from '../change.js';
import { same, textOf, type JsonObject } from '../json.js';
import { value } from '../comparing/combine.js';
import { changeAt, type Comparer, type Finding, type Place } from '../comparing/place.js';

/** The members in which documents tell an announced end, as custom properties. */
export const DEPRECATION_MEMBERS = ['deprecatedSince', 'deprecationAnnounced', 'sunset', 'replacement'] as const;

/** What became of an announced end, told by the members of both sides. */
export function deprecationChanges(before: JsonObject, after: JsonObject, place: Place): readonly Change[] {
  const [was, is] = [DEPRECATION_MEMBERS.map((name) => before[name]), DEPRECATION_MEMBERS.map((name) => after[name])];
  if (same(was, is)) return [];
  return endFindings(before, after).map((finding) => changeAt(place, finding));
}

function endFindings(before: JsonObject, after: JsonObject): readonly Finding[] {
  const [was, is] = [textOf(before.sunset), textOf(after.sunset)];
  const seen = { ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) };
  if (was === undefined && is === undefined) return [];
  if (was === undefined) return announcement(after, seen);
  if (is === undefined)
    return [
      { kind: 'deprecation-withdrawn', effect: 'said', what: 'the end that was announced is called off', ...seen },
    ];
  const moved: readonly Finding[] =
    is < was
      ? [
          {
            kind: 'sunset-earlier',
            effect: 'withdrawn',
            what: `the end was announced for ${was} and comes on ${is}`,
            ...seen,
          },
        ]
      : is > was
        ? [{ kind: 'sunset-later', effect: 'said', what: `the end moves from ${was} to ${is}`, ...seen }]
        : [];
  const reworded =
    before.replacement !== after.replacement
      ? [
          {
            kind: 'replacement-changed',
            effect: 'noted',
            what: 'what to use instead is another',
            before: before.replacement,
            after: after.replacement,
          } as const,
        ]
      : [];
  const redated =
    before.deprecatedSince !== after.deprecatedSince || before.deprecationAnnounced !== after.deprecationAnnounced
      ? [
          {
            kind: 'deprecation-redated',
            effect: 'noted',
            what: 'since when the end is announced is said anew',
          } as const,
        ]
      : [];
  return [...moved, ...reworded, ...redated];
}

function announcement(after: JsonObject, seen: object): readonly Finding[] {
  const [announced, sunset] = [textOf(after.deprecationAnnounced) ?? '', textOf(after.sunset) ?? ''];
  if (sunset <= announced)
    return [
      {
        kind: 'sunset-without-notice',
        effect: 'withdrawn',
        what: `the end on ${sunset} leaves no time after its announcement`,
        ...seen,
      },
    ];
  return [
    {
      kind: 'deprecation-announced',
      effect: 'said',
      what: `the end on ${sunset} is announced, until then nothing changes`,
      ...seen,
    },
  ];
}

/** From where to where a product moves in its life. */
export const status: Comparer = value((before, after) => {
  const what = `the product was ${String(before)} and is ${String(after)}`;
  const [was, is] = [String(before), String(after)];
  if (is === 'retired') return { kind: 'product-retired', effect: 'withdrawn', what };
  if (is === 'draft' && was !== 'proposed')
    return { kind: 'product-back-to-draft', effect: 'withdrawn', what: `${what}: a draft promises nothing` };
  if (!KNOWN.has(was) || !KNOWN.has(is)) return { kind: 'status-changed', effect: 'undecided', what };
  return { kind: 'status-changed', effect: 'said', what };
});

const KNOWN: ReadonlySet<string> = new Set(['proposed', 'draft', 'active', 'deprecated', 'retired']);
