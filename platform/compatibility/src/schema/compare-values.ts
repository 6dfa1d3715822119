import { canonical, quoted, shown } from '../json.js';
import { editAt, spoken, type Edit, type Spot } from './edit.js';
import { holds, type Domain } from './values.js';

/** What became of types, null and listed values. */
export function compareDomains(before: Domain, after: Domain, spot: Spot): readonly Edit[] {
  return [...nullEdits(before, after, spot), ...typeEdits(before, after, spot), ...valueEdits(before, after, spot)];
}

function nullEdits(before: Domain, after: Domain, spot: Spot): readonly Edit[] {
  if (before.nullable === after.nullable) return [];
  const seen = { step: 'type', before: before.nullable, after: after.nullable };
  return after.nullable
    ? [editAt(spot, { kind: 'null-allowed', effect: 'loosened', what: `${spoken(spot)} may now be null`, ...seen })]
    : [
        editAt(spot, {
          kind: 'null-refused',
          effect: 'tightened',
          what: `${spoken(spot)} is never null any more`,
          ...seen,
        }),
      ];
}

function typeEdits(before: Domain, after: Domain, spot: Spot): readonly Edit[] {
  // Two lists of values say it themselves.
  if (before.values !== undefined && after.values !== undefined) return [];
  const gone = [...before.types].filter((type) => !holds(after.types, type));
  const come = [...after.types].filter((type) => !holds(before.types, type));
  if (gone.length === 0 && come.length === 0) return [];
  // A list of values that ends lets more in; of which types is told by the values.
  if (before.values !== undefined && gone.length === 0) return [];
  if (after.values !== undefined && come.length === 0) return [];
  const [from, to] = [typesText(before), typesText(after)];
  const seen = { step: 'type', before: from, after: to };
  const what = `${spoken(spot)} was ${from} and is ${to}`;
  if (gone.length === 0) return [editAt(spot, { kind: 'type-widened', effect: 'loosened', what, ...seen })];
  if (come.length === 0) return [editAt(spot, { kind: 'type-narrowed', effect: 'tightened', what, ...seen })];
  return [editAt(spot, { kind: 'type-changed', effect: 'incomparable', what, ...seen })];
}

const typesText = ({ types }: Domain): string => [...types].sort().join(' or ') || 'nothing';

function valueEdits(before: Domain, after: Domain, spot: Spot): readonly Edit[] {
  const [was, is] = [before.values, after.values];
  if (was === undefined && is === undefined) return [];
  const seen = { step: 'enum', before: shown(was), after: shown(is) };
  if (is === undefined)
    return [
      editAt(spot, {
        kind: 'values-opened',
        effect: 'loosened',
        what: `${spoken(spot)} is no longer limited to listed values`,
        ...seen,
      }),
    ];
  if (was === undefined)
    return [
      editAt(spot, {
        kind: 'values-listed',
        effect: 'tightened',
        what: `${spoken(spot)} is now limited to listed values`,
        ...seen,
      }),
    ];
  const [gone, come] = [without(was, is), without(is, was)];
  return [
    ...(gone.length === 0
      ? []
      : [
          editAt(spot, {
            kind: 'value-removed',
            effect: 'tightened',
            what: `${spoken(spot)} is never ${several(gone)} any more`,
            ...seen,
          }),
        ]),
    ...(come.length === 0
      ? []
      : [
          editAt(spot, {
            kind: 'value-added',
            effect: 'loosened',
            what: `${spoken(spot)} may now be ${several(come)}`,
            ...seen,
          }),
        ]),
  ] satisfies readonly Edit[];
}

function without(values: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const known = new Set(others.map(canonical));
  return values.filter((value) => !known.has(canonical(value)));
}

const several = (values: readonly unknown[]): string => quoted(values.map(quoted).join(' or '));
