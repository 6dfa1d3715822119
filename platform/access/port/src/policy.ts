import { AccessErrors } from './access.errors.js';
import { isPurpose, PURPOSES, type Caller, type Purpose } from './caller.js';
import type { Grant, Verdict } from './grant.js';

/** The policy of one product, compiled: each decision is three map look-ups and allocates nothing. */
export interface Policy {
  /**
   * Decides for one of the product's ports, named as its grants name it; whatever no grant opens is denied, and so is
   * every purpose that the caller is not registered for.
   */
  decide(caller: Caller, port: string): Verdict;
}

interface Permission extends Verdict {
  /** Place of the grant in the declaration: the first that permits is the rule that is recorded. */
  readonly rank: number;
}

interface ForPurpose {
  readonly byRole: Map<string, Permission>;
  readonly otherRoles: Verdict;
}

interface AtPort {
  readonly byPurpose: Map<Purpose, ForPurpose>;
  readonly otherPurposes: Verdict;
}

const NOTHING: readonly 'phi'[] = Object.freeze([]);

/**
 * Compiles the grants of a product. Of several grants that permit, one that reveals `phi` decides, else the first.
 * Raises ACCESS.GRANT_INCOMPLETE and ACCESS.PURPOSE_UNKNOWN.
 */
export function indexGrants(domain: string, product: string, grants: readonly Grant[]): Policy {
  const name = `${domain}.${product}`;
  const deny = (why: string): Verdict => Object.freeze({ permitted: false, rule: `${name}: ${why}`, reveals: NOTHING });
  const ask = `ask its owner, the domain ${domain}`;
  const ports = new Map<string, AtPort>();

  grants.forEach((grant, rank) => {
    check(grant);
    const reveals = Object.freeze([...new Set(grant.reveals ?? [])]);
    for (const port of grant.ports) {
      const atPort = ports.get(port) ?? {
        byPurpose: new Map(),
        otherPurposes: deny(`port ${port} is not granted for the purpose named; ${ask}`),
      };
      ports.set(port, atPort);
      for (const purpose of grant.purposes) {
        const forPurpose = atPort.byPurpose.get(purpose) ?? {
          byRole: new Map(),
          otherRoles: deny(`port ${port} is granted for ${purpose} to other roles; ${ask}`),
        };
        atPort.byPurpose.set(purpose, forPurpose);
        const rule = `${name}: role ${grant.role} may use port ${port} for ${purpose}`;
        const permission: Permission = Object.freeze({ permitted: true, rule, reveals, rank });
        forPurpose.byRole.set(grant.role, stronger(forPurpose.byRole.get(grant.role), permission));
      }
    }
  });

  const purposeMissing = deny(`no purpose of use is named; name one of ${Object.keys(PURPOSES).join(', ')}`);
  const purposeForeign = deny(`the caller is not registered for the purpose named, and no agreement names it; ${ask}`);
  const portClosed = deny(`no grant opens this port; ${ask}`);

  return {
    decide: ({ roles, purpose, unregistered }, port) => {
      if (purpose === undefined) return purposeMissing;
      if (unregistered === true) return purposeForeign;
      const atPort = ports.get(port);
      if (atPort === undefined) return portClosed;
      const forPurpose = atPort.byPurpose.get(purpose);
      if (forPurpose === undefined) return atPort.otherPurposes;
      let best: Permission | undefined;
      for (const role of roles) {
        const permission = forPurpose.byRole.get(role);
        if (permission !== undefined) best = stronger(best, permission);
      }
      return best ?? forPurpose.otherRoles;
    },
  };
}

function check({ role, ports, purposes }: Grant): void {
  if (role === '' || ports.length === 0 || purposes.length === 0) throw AccessErrors.GRANT_INCOMPLETE();
  if (!purposes.every((purpose) => isPurpose(purpose))) throw AccessErrors.PURPOSE_UNKNOWN();
}

function stronger(one: Permission | undefined, other: Permission): Permission {
  if (one === undefined) return other;
  const difference = other.reveals.length - one.reveals.length || one.rank - other.rank;
  return difference > 0 ? other : one;
}
