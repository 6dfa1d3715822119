import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeclaredProduct } from '@mesh/documents';
import { MeshProcess } from '@mesh/test-journeys';
import { eventually } from '@mesh/testing';
import { root } from '../workspace.js';
import { Entitled, identitiesOf } from './calling/callers.js';
import { Door } from './calling/door.js';
import { exchange } from './calling/exchange.js';
import { Ledger } from './judging/ledger.js';
import type { Operation } from './known/open-api.js';
import { learnProduct, type KnownProduct } from './known/known-product.js';

/** A product of a running mesh, as somebody meets it who has its documents and a token. */
export interface World {
  readonly mesh: MeshProcess;
  readonly product: KnownProduct;
  readonly entitled: Entitled;
  readonly door: Door;
  readonly ledger: Ledger;
  /** What was brought into being, by what the documents show in its place. */
  readonly standIns?: ReadonlyMap<string, string>;
}

/** Finds a product in the catalog of the mesh and learns what its documents say. */
export async function meet(mesh: MeshProcess, id: string): Promise<World> {
  const found = await eventually(
    async () => {
      const { status, text } = await exchange(`${mesh.address()}/catalog/products/${id}`);
      return status === 200 && (JSON.parse(text) as { readonly address: string });
    },
    { timeoutMs: 30_000, everyMs: 250 },
  );
  const product = await learnProduct(id, (found as { readonly address: string }).address);
  const ledger = new Ledger();
  const entitled = new Entitled(product.contract.roles, identitiesOf(mesh.place));
  return { mesh, product, entitled, ledger, door: new Door(product, ledger) };
}

/** The operation of a port, or of what is named like one. */
export function operationOf({ product }: Pick<World, 'product'>, { name }: { readonly name: string }): Operation {
  const operation = product.openApi.operations.find(({ port }) => port === name);
  if (operation === undefined) throw new Error(`no operation of the OpenAPI document is of the port ${name}`);
  return operation;
}

/** The committed documents of a product, by name. */
export function committedDocuments({ folder }: DeclaredProduct): ReadonlyMap<string, string> {
  const published = join(root, folder, 'published');
  const names = readdirSync(published, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(published.length + 1)
        .replaceAll('\\', '/'),
    );
  return new Map(names.map((name) => [name, readFileSync(join(published, name), 'utf8')]));
}
