import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inPlaceOrder } from './places.js';
import { DomainErrors } from './workspace.errors.js';

/** A domain of a workspace: who keeps the products that its contracts promise. */
export interface Domain {
  readonly name: string;
  /** Name of the package whose Nest module serves it. */
  readonly package: string;
}

interface Manifest {
  readonly name?: unknown;
  readonly mesh?: { readonly domain?: unknown };
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The domains of the workspace at `root`, in the order of their ports: each folder below `domains/` that is a package. */
export function domainsIn(root: string): readonly Domain[] {
  const home = join(root, 'domains');
  const folders = existsSync(home) ? readdirSync(home) : [];
  const found = folders.filter((folder) => existsSync(join(home, folder, 'package.json')));
  const places = inPlaceOrder(found);
  return found
    .map((folder) => domainOf(folder, manifestOf(join(home, folder, 'package.json'), folder)))
    .sort((one, other) => places.indexOf(one.name) - places.indexOf(other.name));
}

function domainOf(folder: string, { name, mesh }: Manifest): Domain {
  if (mesh?.domain !== folder || !NAME.test(folder)) throw DomainErrors.MISNAMED({ folder: `domains/${folder}` });
  if (typeof name !== 'string') throw DomainErrors.MANIFEST_UNREADABLE({ file: `domains/${folder}/package.json` });
  return { name: folder, package: name };
}

function manifestOf(file: string, folder: string): Manifest {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof manifest === 'object' && manifest !== null) return manifest;
  } catch (cause) {
    throw DomainErrors.MANIFEST_UNREADABLE({ file: `domains/${folder}/package.json` }, { cause });
  }
  throw DomainErrors.MANIFEST_UNREADABLE({ file: `domains/${folder}/package.json` });
}
