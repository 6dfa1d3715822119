import type { Provider } from '@nestjs/common';

import { CATALOG_ANNOUNCED_TOPIC, EventLog, type Announcement } from '@mesh/events';
import { TopicFollower } from '@mesh/runtime';

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
        events.map(({ data, appendedAt }) => ({ announcement: data as Announcement, heardAt: appendedAt })),
      );
    }),
};
