import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chosenProducts,
  declaredProducts,
  odcsFindings,
  odpsFindings,
  publishedDocuments,
  type DeclaredProduct,
  type PublishedDocument,
} from '@mesh/documents';
import { CliErrors } from '../cli.errors.js';

/** What a contract of the workspace publishes, and where. */
export interface Publishing {
  /** Id of the product; undefined for a folder in which no product is declared any more. */
  readonly product: string | undefined;
  /** From the root of the workspace: `contracts/<domain>/<product>/published`. */
  readonly folder: string;
  readonly documents: readonly PublishedDocument[];
}

/** What the named products of a workspace publish; without names all of them, and what is left of former ones. */
export async function publishingsOf(root: string, names: readonly string[]): Promise<readonly Publishing[]> {
  const declared = await declaredProducts(root);
  const current = chosenProducts(declared, names).map(publishingOf);
  if (names.length > 0) return current;
  const homes = new Set(current.map(({ folder }) => folder));
  const former = (await publishedFolders(root)).filter((folder) => !homes.has(folder));
  return [...current, ...former.map((folder) => ({ product: undefined, folder, documents: [] }))];
}

function publishingOf({ product, folder }: DeclaredProduct): Publishing {
  const documents = publishedDocuments(product);
  refuseInvalid(product.id, documents);
  return { product: product.id, folder: `${folder}/published`, documents };
}

/** Nothing is published that its own standard refuses. */
function refuseInvalid(product: string, documents: readonly PublishedDocument[]): void {
  const textOf = (wanted: string): string => documents.find(({ name }) => name === wanted)?.text ?? '';
  const contract = textOf('contract.odcs.yaml');
  const findings = {
    'contract.odcs.yaml': odcsFindings(contract),
    'product.odps.yaml': odpsFindings(textOf('product.odps.yaml'), contract),
  };
  for (const [document, errors] of Object.entries(findings))
    if (errors.length > 0) throw CliErrors.DOCUMENT_INVALID({ product, document, errors });
}

async function publishedFolders(root: string): Promise<readonly string[]> {
  const domains = await foldersIn(join(root, 'contracts'));
  const found = await Promise.all(
    domains.map(async (domain) => {
      const contracts = await foldersIn(join(root, 'contracts', domain));
      const holding = await Promise.all(
        contracts.map(async (name) => (await foldersIn(join(root, 'contracts', domain, name))).includes('published')),
      );
      return contracts.filter((_, at) => holding[at]).map((name) => `contracts/${domain}/${name}/published`);
    }),
  );
  return found.flat().sort();
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
