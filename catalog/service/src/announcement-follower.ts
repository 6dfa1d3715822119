import type { Provider } from '@nestjs/common';

import { CATALOG_ANNOUNCED_TOPIC, EventLog, type Announcement } from '@mesh/events';
import { TopicFollower } from '@mesh/runtime';

import { CatalogErrors } from './catalog.errors.js';
import { CatalogSchema } from './catalog-schema.js';
import { ProductStore } from './product-store.js';

/** The group in which the catalog hears announcements. */
export const ANNOUNCEMENT_GROUP = 'catalog';

/** Follows the announcements of all services into the catalog. */
export const announcementFollower: Provider = {
  provide: Symbol('AnnouncementFollower'),
  inject: [EventLog, ProductStore, CatalogSchema],
  useFactory: (log: EventLog, products: ProductStore) =>
    new TopicFollower(log, { topic: CATALOG_ANNOUNCED_TOPIC, group: ANNOUNCEMENT_GROUP }, async (events, signal) => {
      signal.throwIfAborted();
      await products.hear(
        events.map(({ data, appendedAt }) => ({ announcement: checked(data as Announcement), heardAt: appendedAt })),
      );
    }),
};

/** Who owns a product follows from its domain: one that names another than its id does is not believed. */
function checked(announcement: Announcement): Announcement {
  const { id, domain, name } = announcement.product;
  if (id !== `${domain}.${name}`) throw CatalogErrors.ANNOUNCEMENT_UNTRUE();
  return announcement;
}
