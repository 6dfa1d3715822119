import type { DeclaredProduct } from '@mesh/documents';
import { acceptable, pathsOf } from '../calling/acceptable.js';
import { committedDocuments, type World } from '../world.js';

/** The documents that a service gives are those that were reviewed and committed. */
export function tellOfServedDocuments(declared: DeclaredProduct, world: () => World): void {
  it('serves every committed document to the byte, and no other', () => {
    const served = new Map(world().product.documents.map(({ name, text }) => [name, text]));
    const committed = committedDocuments(declared);
    expect([...served.keys()].toSorted()).toEqual([...committed.keys()].toSorted());
    const differing = [...committed].filter(([name, text]) => served.get(name) !== text).map(([name]) => name);
    expect(differing).toEqual([]);
  });

  it('gives each document and the samples to everybody, and says when one is unchanged', async () => {
    const { door, product } = world();
    for (const operation of product.openApi.operations.filter(({ port }) => port === undefined)) {
      for (const path of pathsOf(operation)) {
        const { status, headers } = await door.call(operation, { ...acceptable(operation), path });
        expect([path, status]).toEqual([path, 200]);
        const etag = headers.get('etag') ?? '';
        const again = await door.call(operation, { path, headers: { 'if-none-match': etag } });
        expect([path, again.status, again.text]).toEqual([path, 304, '']);
      }
    }
  });
}
