import { keysOf, listOf, objectOf, same, shown, type JsonObject } from '../json.js';
import { compareFields } from './compare-fields.js';
import { compareLimits } from './compare-limits.js';
import { compareNotes, NOTE_KEYWORDS } from './compare-notes.js';
import { compareDomains } from './compare-values.js';
import { below, editAt, spoken, type Edit, type Spot } from './edit.js';
import { LIMIT_KEYWORDS } from './limits.js';
import { inFull, resolve, type Lookup } from './resolve.js';
import { domainOf, holds } from './values.js';

/** How references are followed on either side. */
export interface Lookups {
  readonly before: Lookup;
  readonly after: Lookup;
}

const NOTHING: Lookups = { before: () => undefined, after: () => undefined };

/**
 * The differences of two JSON Schemas (2020-12), each with what it does to the set of accepted values. Keyword by keyword:
 * a schema is the conjunction of its keywords, so that what no keyword narrows the whole does not narrow either.
 */
export function compareSchemas(before: unknown, after: unknown, lookups: Lookups = NOTHING): readonly Edit[] {
  return new SchemaComparison(lookups).compare(before, after, { steps: [], field: [] });
}

const READ: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'const', 'properties', 'required', 'additionalProperties', 'items'],
  ...LIMIT_KEYWORDS,
  ...NOTE_KEYWORDS,
  // Names and shelves, which say nothing about a value: what they hold is read where it is referred to.
  ...['$id', '$schema', '$defs', 'definitions', '$anchor'],
]);

/** Keywords whose meaning depends on others beside them: with one of these, only equal schemas are comparable. */
const CONTEXTUAL = ['patternProperties', 'unevaluatedProperties', 'unevaluatedItems', 'prefixItems'];

/** Deeper than any document of a person; what lies below is not read. */
const DEEPEST = 64;

class SchemaComparison {
  /** Pairs that are being compared: a schema that contains itself is taken as equal where it meets itself again. */
  private readonly open = new Map<unknown, Set<unknown>>();

  constructor(private readonly lookups: Lookups) {}

  compare = (before: unknown, after: unknown, spot: Spot): readonly Edit[] => {
    const [one, other] = [placeOf(before), placeOf(after)];
    const met = this.open.get(one) ?? new Set();
    if (met.has(other)) return [];
    this.open.set(one, met.add(other));
    try {
      return this.compareResolved(resolve(before, this.lookups.before), resolve(after, this.lookups.after), spot);
    } finally {
      met.delete(other);
    }
  };

  private compareResolved(before: JsonObject, after: JsonObject, spot: Spot): readonly Edit[] {
    if (spot.steps.length > DEEPEST) return same(before, after) ? [] : [this.undecided(spot, 'depth', before, after)];
    const residue = this.residue(before, after, spot);
    if (residue.length > 0) return residue;
    const [allowedBefore, allowedAfter] = [domainOf(before), domainOf(after)];
    const common = (type: string): boolean => holds(allowedBefore.types, type) && holds(allowedAfter.types, type);
    const meeting =
      [...allowedBefore.types].some((type) => holds(allowedAfter.types, type)) ||
      [...allowedAfter.types].some((type) => holds(allowedBefore.types, type));
    return [
      ...compareDomains(allowedBefore, allowedAfter, spot),
      ...(meeting
        ? compareLimits({ schema: before, domain: allowedBefore }, { schema: after, domain: allowedAfter }, spot)
        : []),
      ...(common('object') ? compareFields(before, after, spot, this.compare) : []),
      ...(common('array') ? this.compareItems(before, after, spot) : []),
      ...this.compareAlternatives(before, after, spot),
      ...compareNotes({ before, after, allowedBefore, allowedAfter }, spot),
    ];
  }

  private compareItems(before: JsonObject, after: JsonObject, spot: Spot): readonly Edit[] {
    if (before.items === undefined && after.items === undefined) return [];
    return this.compare(before.items, after.items, below(spot, ['items'], '[]'));
  }

  /** As many alternatives as before are compared one by one: where none allows less, neither do all together. */
  private compareAlternatives(before: JsonObject, after: JsonObject, spot: Spot): readonly Edit[] {
    if (!areAlike(before, after)) return [];
    return listOf(before.anyOf).flatMap((option, nth) => {
      const [one, other] = [
        resolve(option, this.lookups.before),
        resolve(listOf(after.anyOf)[nth], this.lookups.after),
      ];
      return this.compareResolved(one, other, { ...spot, steps: [...spot.steps, 'anyOf', String(nth)] });
    });
  }

  /** Differences in keywords that this comparison does not understand. */
  private residue(before: JsonObject, after: JsonObject, spot: Spot): readonly Edit[] {
    const entangled = CONTEXTUAL.some((keyword) => keyword in before || keyword in after);
    if (entangled) return this.sameInFull(before, after) ? [] : [this.undecided(spot, 'schema', before, after)];
    return keysOf(before, after)
      .filter((keyword) => !READ.has(keyword) && !(keyword === 'anyOf' && areAlike(before, after)))
      .filter((keyword) => !this.sameInFull(before[keyword], after[keyword]))
      .map((keyword) => this.undecided(spot, keyword, before[keyword], after[keyword]));
  }

  private sameInFull(before: unknown, after: unknown): boolean {
    return same(inFull(before, this.lookups.before), inFull(after, this.lookups.after));
  }

  private undecided(spot: Spot, keyword: string, before: unknown, after: unknown): Edit {
    return editAt(spot, {
      kind: 'schema-undecided',
      effect: 'undecided',
      what: `the rule ${keyword} of ${spoken(spot)} is another`,
      step: keyword,
      before: shown(before),
      after: shown(after),
    });
  }
}

/** Whether both have as many alternatives. */
const areAlike = (before: JsonObject, after: JsonObject): boolean =>
  listOf(before.anyOf).length > 0 && listOf(before.anyOf).length === listOf(after.anyOf).length;

/** What tells a schema apart on the way down: the reference by which it is reached, however that is written. */
function placeOf(schema: unknown): unknown {
  const { $ref, allOf, anyOf, oneOf } = objectOf(schema);
  const [inner] = [allOf, anyOf, oneOf]
    .flatMap(listOf)
    .map(objectOf)
    .filter((option) => typeof option.$ref === 'string');
  return $ref ?? inner?.$ref ?? schema;
}
