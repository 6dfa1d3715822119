import type { Change } from '../change.js';
import { listOf, objectOf, same, textOf, type JsonObject } from '../json.js';
import type { Effect } from '../effect.js';
import { each, members, named, told, unknown, value } from '../comparing/combine.js';
import { changeAt, type Comparer, type Place } from '../comparing/place.js';
import { compareDomains } from '../schema/compare-values.js';
import { domainOf } from '../schema/values.js';
import { text } from './words.js';

/** Smallest and greatest measure that a rule admits. */
type Interval = readonly [low: number, high: number];

const OPERATORS: Readonly<Record<string, (bound: unknown) => Interval>> = {
  mustBe: (bound) => [Number(bound), Number(bound)],
  mustBeLessOrEqualTo: (bound) => [0, Number(bound)],
  mustBeGreaterOrEqualTo: (bound) => [Number(bound), Infinity],
  mustBeBetween: (bound) => [Number(listOf(bound)[0]), Number(listOf(bound)[1])],
};

/** Rules about the data, each by its id. A rule promises readers something. */
export const qualityRules: Comparer = named((rule) => rule.id, each(boundChanges, valueChanges, rest()), {
  added: (rule, place) =>
    isList(objectOf(rule))
      ? listed({}, objectOf(rule), place)
      : [changeAt(place, { kind: 'quality-rule-added', effect: 'said', what: `the rule ${idOf(rule)} is new` })],
  removed: (rule, place) =>
    isList(objectOf(rule))
      ? listed(objectOf(rule), {}, place)
      : [
          changeAt(place, {
            kind: 'quality-rule-removed',
            effect: 'loosened',
            what: `the rule ${idOf(rule)} is not kept any more`,
          }),
        ],
});

const idOf = (rule: unknown): string => textOf(objectOf(rule).id) ?? '';

/** A rule that lists the values of a field says what an enumeration says. */
const isList = ({ metric, mustBe }: JsonObject): boolean => metric === 'invalidValues' && mustBe === 0;

const valuesOf = (rule: JsonObject): JsonObject =>
  isList(rule) ? { enum: listOf(objectOf(rule.arguments).validValues) } : {};

function listed(before: JsonObject, after: JsonObject, place: Place): readonly Change[] {
  const spot = { steps: [], field: (place.field ?? '').split('.') };
  return compareDomains(domainOf(valuesOf(before)), domainOf(valuesOf(after)), spot)
    .filter(({ kind }) => kind.startsWith('value'))
    .map((edit) =>
      changeAt(place, {
        kind: edit.kind,
        effect: edit.effect,
        what: edit.what,
        before: edit.before,
        after: edit.after,
      }),
    );
}

function valueChanges(before: unknown, after: unknown, place: Place): readonly Change[] {
  const [was, is] = [objectOf(before), objectOf(after)];
  if (isList(was) && isList(is)) return listed(was, is, place);
  if (same(was.arguments, is.arguments)) return [];
  return [
    changeAt(place, {
      kind: 'quality-rule-changed',
      effect: 'undecided',
      what: `the arguments of the rule ${idOf(after)} are others`,
    }),
  ];
}

function boundChanges(before: unknown, after: unknown, place: Place): readonly Change[] {
  const [was, is] = [objectOf(before), objectOf(after)];
  const [old, new_] = [intervalOf(was), intervalOf(is)];
  const said = (side: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(side).filter(([name]) => name.startsWith('must')));
  if (same(said(was), said(is)) && same(was.unit, is.unit)) return [];
  const effect = effectOf(old, new_, same(was.unit, is.unit));
  const kind = `quality-rule-${effect === 'tightened' || effect === 'loosened' ? effect : 'changed'}`;
  return [
    changeAt(place, {
      kind,
      effect,
      what: `what the rule ${idOf(after)} asks for is ${effect === 'undecided' ? 'another thing' : effect}`,
      before: said(was),
      after: said(is),
    }),
  ];
}

function intervalOf(rule: JsonObject): Interval | undefined {
  const operators = Object.keys(rule).filter((name) => name.startsWith('must'));
  const [operator = ''] = operators;
  const read = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  const interval = operators.length === 1 ? read?.(rule[operator]) : undefined;
  return interval?.some(Number.isNaN) ? undefined : interval;
}

function effectOf(was: Interval | undefined, is: Interval | undefined, sameUnit: boolean): Effect {
  if (was === undefined || is === undefined) return 'undecided';
  const none = (interval: Interval): boolean => interval[0] === 0 && interval[1] === 0;
  // None of the rows is none in percent too; other measures of different units do not compare.
  if (!sameUnit && !none(was) && !none(is)) return 'undecided';
  const tighter = is[0] >= was[0] && is[1] <= was[1];
  const looser = was[0] >= is[0] && was[1] <= is[1];
  return tighter && looser ? 'noted' : tighter ? 'tightened' : looser ? 'loosened' : 'incomparable';
}

function rest(): Comparer {
  const bounds = Object.fromEntries(
    [...Object.keys(OPERATORS), 'mustNotBe', 'mustBeGreaterThan', 'mustBeLessThan', 'mustNotBeBetween'].map((name) => [
      name,
      told,
    ]),
  );
  return members({
    ...bounds,
    id: told,
    unit: told,
    arguments: told,
    type: unknown,
    metric: unknown,
    description: text('quality-rule-worded', 'the reason of a rule'),
    dimension: text('quality-rule-worded', 'the dimension of a rule'),
    severity: value((before, after) =>
      after === 'error'
        ? { kind: 'quality-severity-raised', effect: 'said', what: 'a broken rule now makes the data unfit for use' }
        : {
            kind: 'quality-severity-lowered',
            effect: 'loosened',
            what: `a broken rule was an ${String(before)} and is a ${String(after)}`,
          },
    ),
  });
}
