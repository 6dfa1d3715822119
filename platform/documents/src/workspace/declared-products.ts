import { relative } from 'node:path';
import type { DataProduct } from '@mesh/product';
import { contractPackagesOf, exportsOf, refuseStaleLanguage, type ContractPackage } from './contract-package.js';
import { WorkspaceErrors } from './workspace.errors.js';

/** A product and where in the workspace it is declared. */
export interface DeclaredProduct {
  readonly product: DataProduct;
  /** Name of the package that exports it. */
  readonly package: string;
  /** From the root of the workspace, with slashes: `contracts/<domain>/<product>`. */
  readonly folder: string;
}

/**
 * Every product that a package below `contracts/` of the workspace declares, in the order of its id: one a package,
 * in the folder of its id. What a package hands on of another one is no declaration.
 */
export async function declaredProducts(root: string): Promise<readonly DeclaredProduct[]> {
  await refuseStaleLanguage();
  const found: DeclaredProduct[] = [];
  for (const entry of await contractPackagesOf(root)) found.push(...(await declaredIn(entry, root)));
  return found;
}

async function declaredIn(entry: ContractPackage, root: string): Promise<readonly DeclaredProduct[]> {
  const products = Object.values(await exportsOf(entry)).filter(isDataProduct);
  const own = products.find(({ id }) => id === entry.id);
  if (own === undefined && products.length > 0)
    throw WorkspaceErrors.PRODUCT_MISPLACED({ package: entry.name, folder: relative(root, entry.folder) });
  if (own === undefined) return [];
  return [{ product: own, package: entry.name, folder: relative(root, entry.folder).replaceAll('\\', '/') }];
}

/** Whether a value is what `dataProduct` returns; products carry no brand, so that a declaration stays plain data. */
function isDataProduct(value: unknown): value is DataProduct {
  if (typeof value !== 'object' || value === null || !Object.isFrozen(value)) return false;
  const { id, version, ports, grants, promises } = value as Readonly<Record<string, unknown>>;
  return (
    typeof id === 'string' &&
    /^[a-z0-9-]+\.[a-z0-9-]+$/.test(id) &&
    typeof version === 'string' &&
    Array.isArray(grants) &&
    [ports, promises].every((member) => typeof member === 'object' && member !== null)
  );
}

/** The products of a list that were asked for, by id or by its last part; all of them when none is named. */
export function chosenProducts(
  declared: readonly DeclaredProduct[],
  names: readonly string[],
): readonly DeclaredProduct[] {
  if (names.length === 0) return declared;
  if (names.some((name) => !declared.some((entry) => isNamed(entry, name))))
    throw WorkspaceErrors.PRODUCT_UNKNOWN({ declared: declared.map(({ product }) => product.id).join(', ') });
  return declared.filter((entry) => names.some((name) => isNamed(entry, name)));
}

const isNamed = ({ product: { id } }: DeclaredProduct, name: string): boolean => name === id || id.endsWith(`.${name}`);
