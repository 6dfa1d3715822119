import { randomUUID } from 'node:crypto';
import { publishedDocuments } from '@mesh/documents';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement } from '@mesh/events';
import type { DataProduct } from '@mesh/product';
import { describeProduct, toServed } from '@mesh/runtime';
import { withLogOf } from '@mesh/test-journeys';

/** A service that is not in this mesh any more, as its last words name it. */
const ELSEWHERE = { instance: 'night-rest-1', address: 'http://127.0.0.1:9' };

/** Says about a product what its service would say, in the log of a running mesh. */
export async function announce(home: string, product: DataProduct, state: Announcement['state']): Promise<void> {
  const at = new Date().toISOString();
  const data: Announcement = {
    ...ELSEWHERE,
    state,
    at,
    product: describeProduct(toServed(product)),
    ...(state === 'started' && { documents: publishedDocuments(product).map(({ name, text }) => ({ name, text })) }),
  };
  const event = {
    id: randomUUID(),
    source: 'urn:mesh:service:night-rest',
    type: CATALOG_ANNOUNCED_TOPIC,
    time: at,
    key: product.id,
    data,
  };
  await withLogOf(home, (log) => log.append(CATALOG_ANNOUNCED_TOPIC, [event]));
}
