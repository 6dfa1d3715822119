import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callersOf, type MeshPlace } from '@mesh/test-journeys';
import type { Role } from '../known/data-contract.js';

/** Somebody with roles, who has a token. */
export interface Identity {
  readonly name: string;
  readonly roles: readonly string[];
  token(): Promise<string>;
}

/** Somebody who calls, and why. */
export interface Caller {
  readonly identity: Identity;
  readonly purpose: string;
}

/** Somebody to whom a contract opens a port, with what it reveals. */
export interface EntitledCaller extends Caller {
  readonly reveals: readonly string[];
}

const met = new WeakMap<MeshPlace, readonly Identity[]>();

/** The identities that a mesh has from its first start; whoever has a token keeps it, for a process is begun for each. */
export function identitiesOf(place: MeshPlace): readonly Identity[] {
  const known = met.get(place) ?? readIdentities(place);
  met.set(place, known);
  return known;
}

function readIdentities(place: MeshPlace): readonly Identity[] {
  const callers = callersOf(place);
  const credentials = JSON.parse(readFileSync(join(place.home, 'credentials.json'), 'utf8')) as Readonly<
    Record<string, { readonly roles: readonly string[] }>
  >;
  return Object.entries(credentials).map(([name, { roles }]) => ({ name, roles, token: () => callers.token(name) }));
}

/** Finds for the roles of a contract who holds them. */
export class Entitled {
  constructor(
    private readonly roles: readonly Role[],
    private readonly identities: readonly Identity[],
  ) {}

  /** Somebody to whom the port is open; of several, the one to whom most is revealed. */
  whoMay(port: string): EntitledCaller {
    const [most] = this.allWhoMay(port).toSorted((a, b) => b.reveals.length - a.reveals.length);
    if (most === undefined) throw new Error(`nobody here holds a role to which the contract opens ${port}`);
    return most;
  }

  /** For each role and purpose that the contract opens the port to, one who holds the role. */
  allWhoMay(port: string): readonly EntitledCaller[] {
    return this.roles
      .filter(({ ports }) => ports.includes(port))
      .flatMap(({ role, purposes, reveals }) => {
        const identity = this.identities.find(({ roles }) => roles.includes(role));
        return identity === undefined ? [] : purposes.map((purpose) => ({ identity, purpose, reveals }));
      });
  }

  /** As few callers as open all of these ports together, each with the ports that they open; of equals, who sees most. */
  whoMayTogether(ports: readonly string[]): readonly { readonly caller: Caller; readonly ports: readonly string[] }[] {
    const callers = ports.flatMap((port) => this.allWhoMay(port));
    const opened = ({ identity, purpose }: Caller): readonly string[] =>
      ports.filter((port) => this.allWhoMay(port).some((one) => one.identity === identity && one.purpose === purpose));
    const [most] = callers.toSorted(
      (a, b) => opened(b).length - opened(a).length || b.reveals.length - a.reveals.length,
    );
    if (most === undefined) return [];
    const theirs = opened(most);
    const others = ports.filter((port) => !theirs.includes(port));
    return [{ caller: most, ports: theirs }, ...this.whoMayTogether(others)];
  }

  /** Somebody to whom nothing opens the port, with a purpose that is none of it. */
  whoMayNot(port: string): Caller {
    const open = this.roles.filter(({ ports }) => ports.includes(port));
    const identity = this.identities.find(({ roles }) => !open.some(({ role }) => roles.includes(role)));
    if (identity === undefined) throw new Error(`everybody here holds a role to which the contract opens ${port}`);
    return { identity, purpose: open[0]?.purposes[0] ?? 'TREAT' };
  }
}
