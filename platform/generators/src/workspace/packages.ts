import { readJson, updateJson, type Tree } from '@nx/devkit';
import { GeneratorErrors } from '../generators.errors.js';

/** A package of the workspace that a generator makes. */
export interface NewPackage {
  readonly name: string;
  readonly description: string;
  readonly folder: string;
  readonly tags: readonly string[];
  /** What the manifest says beside. */
  readonly more?: object;
}

interface LockFile {
  packages: Record<string, object>;
}

const LOCK = 'package-lock.json';
const VERSION = '0.1.0';
const LICENSE = 'Apache-2.0';

/** Refuses the name of a package that exists, and a folder with something in it. */
export function refuseTaken(tree: Tree, { name, folder }: Pick<NewPackage, 'name' | 'folder'>): void {
  const owner = packagesOf(tree).get(name);
  if (owner !== undefined) throw GeneratorErrors.NAME_TAKEN({ name, by: owner });
  if (tree.exists(folder) && tree.children(folder).some((child) => child !== 'dist'))
    throw GeneratorErrors.NAME_TAKEN({ name, by: folder });
}

/** The packages of the workspace by name, with their folders, as the lock file knows them. */
export function packagesOf(tree: Tree): ReadonlyMap<string, string> {
  if (!tree.exists(LOCK)) return new Map();
  const { packages } = readJson<LockFile>(tree, LOCK);
  return new Map(
    Object.entries(packages).flatMap(([place, entry]) => {
      const { resolved, link } = entry as { resolved?: string; link?: boolean };
      return link === true && resolved !== undefined ? [[place.replace('node_modules/', ''), resolved] as const] : [];
    }),
  );
}

/** Writes the manifest of a package and what `npm ci` must know of it. */
export function addPackage(tree: Tree, { name, description, folder, tags, more = {} }: NewPackage): void {
  const manifest = {
    name,
    version: VERSION,
    private: true,
    description,
    license: LICENSE,
    type: 'module',
    exports: { '.': { types: './src/index.ts', 'mesh-source': './src/index.ts', default: './dist/index.js' } },
    ...more,
    nx: { projectType: 'library', tags, includedScripts: [] },
  };
  tree.write(`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  if (!tree.exists(LOCK)) return;
  updateJson<LockFile>(tree, LOCK, (lock) => {
    const linked = inserted(lock.packages, `node_modules/${name}`, { resolved: folder, link: true });
    return { ...lock, packages: inserted(linked, folder, { name, version: VERSION, license: LICENSE }) };
  });
}

/** Where npm would sort it, so that its next change of the file shows its own lines alone. */
function inserted(packages: LockFile['packages'], place: string, entry: object): LockFile['packages'] {
  const entries = Object.entries(packages);
  const next = entries.findIndex(([other]) => other.localeCompare(place, 'en') > 0);
  entries.splice(next < 0 ? entries.length : next, 0, [place, entry]);
  return Object.fromEntries(entries);
}
