import { Module, type DynamicModule } from '@nestjs/common';

import { AnnouncementConsumer } from './announcement-consumer.js';
import { CatalogSettings, catalogSettings, type CatalogOptions } from './catalog-options.js';
import { CatalogController } from './catalog.controller.js';
import { ProductReader } from './product-reader.js';
import { ProductSearch } from './product-search.js';
import { ProductStore } from './product-store.js';

/** The catalog: hears announcements, answers who asks. */
@Module({})
export class CatalogModule {
  /** Needs `Database` and `EventLog` provided globally. */
  static forRoot(options: CatalogOptions = {}): DynamicModule {
    return {
      module: CatalogModule,
      controllers: [CatalogController],
      providers: [
        { provide: CatalogSettings, useValue: catalogSettings(options) },
        ProductStore,
        ProductReader,
        ProductSearch,
        AnnouncementConsumer,
      ],
      exports: [ProductReader],
    };
  }
}
