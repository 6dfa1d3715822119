import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRootOf } from '@mesh/documents';
import { domainsIn, inPlaceOrder } from '@mesh/workspace';
import { productsIn } from '../mesh/catalog.js';
import type { MeshClient } from '../mesh/mesh-client.js';
import type { DescribedProduct } from '../mesh/product-outline.js';
import { ClientErrors } from './client.errors.js';
import type { OpenApiDocument } from './readable-document.js';

/** The OpenAPI document of a product, and where the product answers. */
export interface ProductDocument {
  readonly id: string;
  readonly document: OpenApiDocument;
  /** Base URL of its ports; only a path when nobody knows where it will listen. */
  readonly address: string;
}

const NAME = 'openapi.json';

/** As the running mesh publishes it. */
export async function documentOfMesh(client: MeshClient, name: string): Promise<ProductDocument> {
  const id = name.includes('.') ? name : await idOf(client, name);
  const path = `/catalog/products/${encodeURIComponent(id)}`;
  const { ports } = await client.json<DescribedProduct>({ path });
  const document = await client.json<OpenApiDocument>({ path: `${path}/documents/${NAME}` });
  const reached = ports.find(({ url }) => url !== undefined && URL.canParse(url))?.url;
  return { id, document, address: addressBelow(document, reached && new URL(reached).origin) };
}

async function idOf(client: MeshClient, name: string): Promise<string> {
  const products = await productsIn(client, { search: undefined, domain: undefined });
  return theOne(
    products.map(({ id }) => id),
    name,
  );
}

/** As it is committed in a workspace; its address is that which the service has when the mesh is started there. */
export async function documentOfWorkspace(
  folder: string,
  name: string,
  controlPlanePort: number,
): Promise<ProductDocument> {
  const root = await workspaceRootOf(folder);
  const id = theOne(await publishedIn(root), name);
  const [domain = '', product = ''] = id.split('.');
  const document = readDocument(await readFile(join(root, 'contracts', domain, product, 'published', NAME), 'utf8'));
  const place = inPlaceOrder(domainsIn(root).map((known) => known.name)).indexOf(domain);
  const origin = place < 0 ? undefined : `http://127.0.0.1:${controlPlanePort + 1 + place}`;
  return { id, document, address: addressBelow(document, origin) };
}

/** Ids of the products whose document lies in a workspace. */
async function publishedIn(root: string): Promise<readonly string[]> {
  const files = await readdir(join(root, 'contracts'), { recursive: true });
  return files
    .map((file) => /^([^/]+)\/([^/]+)\/published\/openapi\.json$/.exec(file.replaceAll('\\', '/')))
    .flatMap((found) => (found === null ? [] : [`${found[1]}.${found[2]}`]))
    .sort();
}

/** The product of this id, or the only one whose id ends so. */
function theOne(ids: readonly string[], name: string): string {
  const found = ids.filter((id) => id === name || id.endsWith(`.${name}`));
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw ClientErrors.PRODUCT_UNKNOWN(found.length > 1 ? { meant: found.join(', ') } : {});
  return only;
}

function readDocument(text: string): OpenApiDocument {
  try {
    return JSON.parse(text) as OpenApiDocument;
  } catch (cause) {
    throw ClientErrors.DOCUMENT_UNREADABLE({}, { cause });
  }
}

function addressBelow({ servers }: OpenApiDocument, origin: string | undefined): string {
  const base = servers?.[0]?.url;
  if (base === undefined) throw ClientErrors.DOCUMENT_UNREADABLE();
  return origin === undefined ? base : new URL(base, origin).href;
}
