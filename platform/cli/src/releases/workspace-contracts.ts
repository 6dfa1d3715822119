import { join } from 'node:path';
import { productId, readDocuments, type DocumentTexts } from '@mesh/compatibility';
import { CliErrors } from '../cli.errors.js';
import { differencesOf } from '../workspace/published-folder.js';
import { publishingsOf, type Publishing } from '../workspace/publishing.js';
import { documentsIn } from './document-folder.js';

/** What a contract of the workspace says now. */
export interface CurrentContract {
  /** `<domain>.<product>` */
  readonly product: string;
  /** From the root of the workspace: `contracts/<domain>/<product>`. */
  readonly folder: string;
  readonly documents: DocumentTexts;
  /** The committed documents are not those of the declaration. */
  readonly stale: boolean;
}

/** The contracts of a workspace: as they are declared, or as they are published where nothing is declared any more. */
export async function currentContracts(root: string): Promise<readonly CurrentContract[]> {
  const found = await Promise.all((await publishingsOf(root, [])).map((publishing) => contractOf(root, publishing)));
  return found
    .filter((contract) => contract !== undefined)
    .sort((one, other) => (one.product < other.product ? -1 : 1));
}

/** Those with the id, or with an id that ends so; all without names. Throws CLI.CONTRACT_UNKNOWN for a name of none. */
export function chosenContracts(
  contracts: readonly CurrentContract[],
  names: readonly string[],
): readonly CurrentContract[] {
  const isNamed = ({ product }: CurrentContract, name: string): boolean =>
    product === name || product.endsWith(`.${name}`);
  if (names.some((name) => !contracts.some((contract) => isNamed(contract, name))))
    throw CliErrors.CONTRACT_UNKNOWN({ known: contracts.map(({ product }) => product).join(', ') });
  return names.length === 0 ? contracts : contracts.filter((contract) => names.some((name) => isNamed(contract, name)));
}

async function contractOf(
  root: string,
  { product, folder, documents }: Publishing,
): Promise<CurrentContract | undefined> {
  const contract = folder.replace(/\/published$/, '');
  if (product !== undefined) {
    const stale = (await differencesOf(join(root, folder), documents)).length > 0;
    return { product, folder: contract, documents: new Map(documents.map(({ name, text }) => [name, text])), stale };
  }
  const published = await documentsIn(join(root, folder));
  const id = published && productId(readDocuments(published));
  return published === undefined || id === undefined
    ? undefined
    : { product: id, folder: contract, documents: published, stale: false };
}
