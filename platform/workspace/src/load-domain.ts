import type { Domain } from './domains-in.js';
import { DomainErrors } from './workspace.errors.js';

/** What the package of a domain exports: `radiology` a `RadiologyModule`, `home-care` a `HomeCareModule`. */
export const moduleNameOf = (domain: string): string =>
  `${domain.replace(/(^|-)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase())}Module`;

/** Takes the Nest module out of what the package of a domain exports. */
export async function loadDomain<Module>(domain: Domain, load: (name: string) => Promise<unknown>): Promise<Module> {
  const exported = (await load(domain.package).catch((cause: unknown) => {
    throw isAbsence(cause, domain) ? DomainErrors.NOT_LINKED({ package: domain.package }, { cause }) : cause;
  })) as Readonly<Record<string, unknown>>;
  const name = moduleNameOf(domain.name);
  const found = exported[name];
  if (typeof found !== 'function') throw DomainErrors.MODULE_MISSING({ package: domain.package, module: name });
  return found as Module;
}

/** Whether it is the package itself that cannot be found, not something that it needs. */
function isAbsence(cause: unknown, domain: Domain): boolean {
  if (!(cause instanceof Error) || (cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') return false;
  return cause.message.includes(`'${domain.package}'`) || cause.message.includes(`/domains/${domain.name}/`);
}
