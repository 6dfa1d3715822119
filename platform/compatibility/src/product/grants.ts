import type { Change } from '../change.js';
import { listOf, objectOf, textOf } from '../json.js';
import { changeAt, type Comparer, type Finding, type Place } from '../comparing/place.js';
import type { Context } from '../comparing/context.js';
import { propertiesByName } from '../reading/custom-properties.js';
import { inBoth, portPlace } from './ports.js';

/** What a role may do at a port. */
interface Access {
  readonly role: string;
  readonly port: string;
  readonly purposes: Set<string>;
  readonly reveals: Set<string>;
}

/** Who may use which port for which purpose; a port that comes or goes is told by itself. */
export const grants: Comparer = (before, after, place, context) => {
  const [was, is] = [accessesOf(before), accessesOf(after)];
  const judged =
    context.before.ports.size > 0 && context.after.ports.size > 0
      ? (port: string) => port === '' || inBoth(port, context)
      : () => true;
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, new_] = [was.get(key), is.get(key)];
    const { port = '', role = '' } = old ?? new_ ?? {};
    return judged(port) ? accessChanges(old, new_, grantPlace(role, port, place, context)) : [];
  });
};

/** Access to a port concerns whoever uses it, whichever way its data flows. */
function grantPlace(role: string, port: string, place: Place, context: Context): Place {
  const there = port === '' ? place : portPlace(port, place, context);
  return { ...there, path: [...place.path, role, port] };
}

function accessesOf(roles: unknown): ReadonlyMap<string, Access> {
  const accesses = new Map<string, Access>();
  for (const described of listOf(roles).map(objectOf)) {
    const role = textOf(described.role) ?? '';
    const { ports, purposes, reveals } = propertiesByName(described.customProperties);
    // A role without ports is one of the whole product.
    for (const port of listOf(ports ?? ['']).map(String)) {
      const key = `${role} ${port}`;
      const access = accesses.get(key) ?? { role, port, purposes: new Set(), reveals: new Set() };
      listOf(purposes).forEach((purpose) => access.purposes.add(String(purpose)));
      listOf(reveals).forEach((revealed) => access.reveals.add(String(revealed)));
      accesses.set(key, access);
    }
  }
  return accesses;
}

const named = (port: string): string => (port === '' ? 'the product' : `the port ${port}`);

function accessChanges(was: Access | undefined, is: Access | undefined, place: Place): readonly Change[] {
  const { role = '', port = '' } = was ?? is ?? {};
  if (is === undefined)
    return [
      changeAt(place, {
        kind: 'access-closed',
        effect: 'withdrawn',
        what: `${named(port)} is closed to the role ${role}`,
        before: role,
      }),
    ];
  if (was === undefined)
    return [
      changeAt(place, {
        kind: 'access-opened',
        effect: 'said',
        what: `${named(port)} is open to the role ${role}`,
        after: role,
      }),
    ];
  const told = (
    members: Iterable<string>,
    known: ReadonlySet<string>,
    finding: (member: string) => Finding,
  ): readonly Change[] =>
    [...members].filter((member) => !known.has(member)).map((member) => changeAt(place, finding(member)));
  return [
    ...told(was.purposes, is.purposes, (purpose) => ({
      kind: 'purpose-closed',
      effect: 'withdrawn',
      what: `the role ${role} may not use ${named(port)} for ${purpose} any more`,
      before: `${role} ${purpose}`,
    })),
    ...told(is.purposes, was.purposes, (purpose) => ({
      kind: 'purpose-opened',
      effect: 'said',
      what: `the role ${role} may use ${named(port)} for ${purpose} too`,
      after: `${role} ${purpose}`,
    })),
    ...told(was.reveals, is.reveals, (kind) => ({
      kind: 'reveal-closed',
      effect: 'withdrawn',
      what: `${kind} fields of ${named(port)} are withheld from the role ${role}`,
      before: `${role} ${kind}`,
    })),
    ...told(is.reveals, was.reveals, (kind) => ({
      kind: 'reveal-opened',
      effect: 'said',
      what: `${kind} fields of ${named(port)} are shown to the role ${role}`,
      after: `${role} ${kind}`,
    })),
  ];
}
