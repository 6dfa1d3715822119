import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { WorkspaceErrors } from './workspace.errors.js';

/** One package below `contracts/<domain>/`. */
export interface ContractPackage {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** `<domain>.<folder>`: the id of the product that it may declare. */
  readonly id: string;
}

interface Manifest {
  readonly name: string;
  readonly exports?: { readonly '.'?: Readonly<Record<string, string>> };
}

/** Every package of the contracts of a workspace, in the order of its id. */
export async function contractPackagesOf(root: string): Promise<readonly ContractPackage[]> {
  const contracts = join(root, 'contracts');
  const found = await Promise.all(
    (await foldersIn(contracts)).map(async (domain) =>
      Promise.all((await foldersIn(join(contracts, domain))).map((name) => packageIn(contracts, domain, name))),
    ),
  );
  return found
    .flat(2)
    .filter((entry) => entry !== undefined)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map(({ name }) => name);
}

async function packageIn(contracts: string, domain: string, name: string): Promise<ContractPackage | undefined> {
  const folder = join(contracts, domain, name);
  const manifest = await manifestOf(folder).catch(() => undefined);
  return manifest === undefined ? undefined : { name: manifest.name, folder, id: `${domain}.${name}` };
}

const manifestOf = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;

/** Sources stand beside sources and compiled files beside compiled ones: two copies of one shape share no notes. */
const FROM_SOURCES = import.meta.url.endsWith('.ts');

/** What a package exports, by name; compiled files that are older than their sources are refused. */
export async function exportsOf({ folder, name }: ContractPackage): Promise<Readonly<Record<string, unknown>>> {
  if (!FROM_SOURCES) await refuseStale(folder);
  try {
    const { exports } = await manifestOf(folder);
    const entry = exports?.['.']?.[FROM_SOURCES ? 'mesh-source' : 'default'] ?? 'index.js';
    return (await import(pathToFileURL(join(folder, entry)).href)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw WorkspaceErrors.CONTRACT_BROKEN({ package: name }, { cause });
  }
}

/** As for a contract: what documents are made with is refused when it was changed since it was compiled. */
export async function refuseStaleLanguage(): Promise<void> {
  if (FROM_SOURCES) return;
  for (const entry of [import.meta.url, import.meta.resolve('@mesh/product')]) {
    const [folder = ''] = fileURLToPath(entry).split(/[\\/]dist[\\/]/);
    await refuseStale(folder);
  }
}

/** The compiler gives each compiled file the time of its source. */
async function refuseStale(folder: string): Promise<void> {
  const source = join(folder, 'src');
  const files = await readdir(source, { recursive: true }).catch(() => []);
  for (const file of files.filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))) {
    const [written, built] = await Promise.all([
      stat(join(source, file)),
      stat(join(folder, 'dist', file.replace(/\.ts$/, '.js'))).catch(() => undefined),
    ]);
    const isCurrent = built !== undefined && Math.round(built.mtimeMs) === Math.trunc(written.mtime.getTime());
    if (!isCurrent) throw WorkspaceErrors.NOT_BUILT({ file: relative(folder, join(source, file)) });
  }
}
