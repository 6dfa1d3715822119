import { canonical, isObject, listOf } from '../json.js';
import { always, comings, entries } from '../comparing/combine.js';
import { changeAt, type Comparer } from '../comparing/place.js';

/** Ways to be let in, of which one is enough. */
export const security: Comparer = (before, after, place) => {
  const [was, is] = [waysIn(before), waysIn(after)];
  const [gone, come] = [was.some((way) => !is.includes(way)), is.some((way) => !was.includes(way))];
  if (!gone && !come) return [];
  const seen = { before: was.join(' or '), after: is.join(' or ') };
  return gone
    ? [
        changeAt(place, {
          kind: 'security-tightened',
          effect: 'withdrawn',
          what: 'a way to be let in is gone',
          ...seen,
        }),
      ]
    : [
        changeAt(place, {
          kind: 'security-loosened',
          effect: 'said',
          what: 'there is another way to be let in',
          ...seen,
        }),
      ];
};

/** No requirement at all lets everybody in, as an empty one does. */
const waysIn = (requirements: unknown): readonly string[] =>
  listOf(requirements).length === 0 ? ['{}'] : listOf(requirements).map(canonical);

/** How callers prove who they are. */
export const securitySchemes: Comparer = entries(
  (before, after, place, context) => {
    const described = (scheme: unknown): unknown => (isObject(scheme) ? { ...scheme, description: undefined } : scheme);
    return always({
      kind: 'security-scheme-changed',
      effect: 'withdrawn',
      what: 'callers have to prove who they are in another way',
    })(described(before), described(after), place, context);
  },
  comings(
    (name) => ({ kind: 'security-scheme-added', effect: 'said', what: `callers may prove who they are by ${name}` }),
    (name) => ({
      kind: 'security-scheme-removed',
      effect: 'withdrawn',
      what: `callers cannot prove who they are by ${name} any more`,
    }),
  ),
);
