import type { Change } from '../change.js';
import { canonical, objectOf, textOf, type JsonObject } from '../json.js';
import { named } from '../comparing/combine.js';
import { changeAt, inside, type Comparer, type Finding, type Place } from '../comparing/place.js';
import type { Context } from '../comparing/context.js';
import { portPlace } from './ports.js';

/** What is better: more of it, or less. */
const BETTER = new Map<unknown, 'more' | 'less'>(
  Object.entries({
    availability: 'more',
    retention: 'more',
    throughput: 'more',
    responseTimeP99: 'less',
    freshness: 'less',
    latency: 'less',
    frequency: 'less',
    errorRate: 'less',
  } as const),
);

const MILLISECONDS = new Map<unknown, number>(
  Object.entries({
    milliseconds: 1,
    seconds: 1_000,
    minutes: 60_000,
    hours: 3_600_000,
    days: 86_400_000,
    years: 31_557_600_000,
  }),
);
const SHORT: Readonly<Record<string, string>> = {
  ms: 'milliseconds',
  s: 'seconds',
  m: 'minutes',
  h: 'hours',
  d: 'days',
  y: 'years',
};

/** `refresh-history` and `latency` are both about how soon rows can be read: kinds are named after the first word of the id. */
const nameOf = (level: JsonObject): string =>
  (textOf(level.id) ?? textOf(level.property) ?? 'promise').replace(/^(refresh)-.*$/, '$1');

/** The service levels of a contract. */
export const serviceLevels: Comparer = named((level) => level.id ?? level.property, compareLevels, {
  at: (_name, level, place, context) => levelPlace(objectOf(level), place, context),
  added: (level, place, context) =>
    isEnd(objectOf(level)) || isNew(place, context) ? [] : [changeAt(place, stated(objectOf(level)))],
  removed: (level, place, context) =>
    isEnd(objectOf(level)) || isGone(place, context) ? [] : [changeAt(place, withdrawn(objectOf(level)))],
});

/** The end of a product is told by its deprecation. */
const isEnd = (level: JsonObject): boolean => level.property === 'endOfLife';

/** A level of a port that comes or goes with it is told by the port. */
const isGone = ({ port }: Place, { after }: Context): boolean =>
  port !== undefined && after.ports.size > 0 && !after.ports.has(port);
const isNew = ({ port }: Place, { before }: Context): boolean =>
  port !== undefined && before.ports.size > 0 && !before.ports.has(port);

function levelPlace(level: JsonObject, place: Place, context: Context): Place {
  const port = textOf(level.element)?.split('.')[0];
  if (port !== undefined) return portPlace(port, place, context);
  return { ...place, direction: 'both' };
}

const stated = (level: JsonObject): Finding => ({
  kind: `${nameOf(level)}-promised`,
  effect: 'said',
  what: `${spoken(level)} is promised`,
  after: amount(level),
});
const withdrawn = (level: JsonObject): Finding => ({
  kind: `${nameOf(level)}-withdrawn`,
  effect: 'withdrawn',
  what: `${spoken(level)} is not promised any more`,
  before: amount(level),
});
const spoken = (level: JsonObject): string => nameOf(level).replaceAll('-', ' ');
const amount = (level: JsonObject): string => [level.value, level.unit].filter((part) => part !== undefined).join(' ');

function compareLevels(before: unknown, after: unknown, place: Place): readonly Change[] {
  const [was, is] = [objectOf(before), objectOf(after)];
  if (isEnd(was) && isEnd(is)) return [];
  const rest =
    canonical(residue(was)) === canonical(residue(is))
      ? []
      : [
          changeAt(place, {
            kind: 'promise-worded',
            effect: 'noted',
            what: `the description of ${spoken(is)} is another`,
          }),
        ];
  return [...levelChanges(was, is, place), ...rest];
}

const residue = ({ description, driver }: JsonObject): unknown => ({ description, driver });

function levelChanges(was: JsonObject, is: JsonObject, place: Place): readonly Change[] {
  const { description: _a, driver: _b, ...old } = was;
  const { description: _c, driver: _d, ...new_ } = is;
  if (canonical(old) === canonical(new_)) return [];
  const seen = { before: amount(was), after: amount(is) };
  const finding = judged(was, is);
  return [changeAt(place, { ...finding, ...seen })];
}

function judged(was: JsonObject, is: JsonObject): Finding {
  const [name, better] = [nameOf(is), BETTER.get(is.property)];
  const what = `${spoken(is)} was ${amount(was)} and is ${amount(is)}`;
  const [old, new_] = [measure(was), measure(is)];
  const sameThing = was.property === is.property && was.element === is.element && old?.dimension === new_?.dimension;
  if (!sameThing || better === undefined || old === undefined || new_ === undefined)
    return { kind: `${name}-changed`, effect: 'undecided', what };
  if (old.size === new_.size) return { kind: `${name}-worded`, effect: 'noted', what };
  return new_.size > old.size === (better === 'more')
    ? { kind: `${name}-strengthened`, effect: 'said', what }
    : { kind: `${name}-weakened`, effect: 'withdrawn', what };
}

interface Measure {
  readonly size: number;
  readonly dimension: string;
}

function measure({ value, unit }: JsonObject): Measure | undefined {
  if (typeof value !== 'number') return undefined;
  const factor = MILLISECONDS.get(unit);
  return factor === undefined ? { size: value, dimension: String(unit) } : { size: value * factor, dimension: 'time' };
}

/** The refresh of a port as its descriptor writes it, `5m`. */
export const refresh: Comparer = (before, after, place) =>
  before === undefined || after === undefined
    ? []
    : levelChanges(refreshLevel(before), refreshLevel(after), inside(place));

function refreshLevel(duration: unknown): JsonObject {
  const [, size, unit = ''] = /^([\d.]+)([a-z]+)$/.exec(String(duration)) ?? [];
  return { id: 'refresh', property: 'latency', value: Number(size), unit: SHORT[unit] };
}
