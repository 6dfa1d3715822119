import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { Database, migrate } from '@mesh/database';
import { CATALOG_ANNOUNCED_TOPIC, EventLog, type Announcement, type Subscription } from '@mesh/events';

import { CATALOG_MIGRATIONS } from './catalog.migrations.js';
import { ProductStore } from './product-store.js';

/** Follows the announcements of all services into the catalog. */
@Injectable()
export class AnnouncementConsumer implements OnModuleInit, OnApplicationShutdown {
  private subscription: Subscription | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(ProductStore) private readonly products: ProductStore,
  ) {}

  async onModuleInit(): Promise<void> {
    await migrate(this.database, 'catalog', CATALOG_MIGRATIONS);
    await this.log.declareTopic({ name: CATALOG_ANNOUNCED_TOPIC });
    this.subscription = await this.log.subscribe(
      { topics: [CATALOG_ANNOUNCED_TOPIC], group: 'catalog' },
      async (events, signal) => {
        for (const event of events) {
          signal.throwIfAborted();
          await this.products.hear({ announcement: event.data as Announcement, heardAt: event.appendedAt });
        }
      },
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.subscription?.close();
  }
}
