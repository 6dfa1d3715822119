import { quoted, type JsonObject } from '../json.js';
import { editAt, spoken, type Edit, type Spot } from './edit.js';
import { LIMITS, type Limit } from './limits.js';
import { holds, typeOf, type Domain } from './values.js';

/** A schema with what its first level allows. */
export interface Side {
  readonly schema: JsonObject;
  readonly domain: Domain;
}

/** What became of the rules on numbers, texts, lists and objects, as far as both sides have values of the type. */
export function compareLimits(before: Side, after: Side, spot: Spot): readonly Edit[] {
  return LIMITS.filter(({ on }) => concerns(before, on) && concerns(after, on)).flatMap((limit) =>
    limitEdits(limit, before, after, spot),
  );
}

const concerns = ({ domain }: Side, on: Limit['on']): boolean =>
  on === 'any' || holds(domain.types, on) || (on === 'number' && domain.types.has('integer'));

function limitEdits(limit: Limit, before: Side, after: Side, spot: Spot): readonly Edit[] {
  const [was, is] = [limit.read(before.schema), limit.read(after.schema)];
  const kept = keeps(limit, was, before.domain, is);
  const held = keeps(limit, is, after.domain, was);
  if (kept && held) return [];
  const effect = kept ? 'loosened' : held ? 'tightened' : 'incomparable';
  const suffix = effect === 'incomparable' ? 'changed' : effect;
  const [from, to] = [said(was), said(is)];
  return [
    editAt(spot, {
      kind: `${limit.name}-${suffix}`,
      effect,
      what: `the ${limit.spoken} of ${spoken(spot)} was ${from} and is ${to}`,
      step: limit.keyword,
      ...(was !== undefined && { before: from }),
      ...(is !== undefined && { after: to }),
    }),
  ];
}

/** Whether everything that passes the one rule (of a side with this domain) passes the other. */
function keeps(limit: Limit, one: unknown, domain: Domain, other: unknown): boolean {
  if (other === undefined) return true;
  if (one !== undefined && limit.within(one, other)) return true;
  const { admits } = limit;
  if (domain.values === undefined || admits === undefined) return false;
  return domain.values
    .filter((value) => typeOf(value) === limit.on || (limit.on === 'number' && typeof value === 'number'))
    .every((value) => admits(value, other));
}

function said(rule: unknown): string {
  if (rule === undefined) return 'none';
  if (typeof rule === 'object' && rule !== null && 'open' in rule) {
    const { value, open } = rule as { value: number; open: boolean };
    return open ? `${value} (itself outside)` : String(value);
  }
  return quoted(rule);
}
