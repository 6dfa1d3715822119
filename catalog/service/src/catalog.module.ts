import { Module, type DynamicModule, type Provider } from '@nestjs/common';

import { announcementFollower } from './announcement-follower.js';
import { CatalogSettings, catalogSettings, type CatalogOptions } from './catalog-options.js';
import { catalogSchema } from './catalog-schema.js';
import { CatalogController } from './catalog.controller.js';
import { AgreementReader, NO_AGREEMENTS } from './consumers/agreement-reader.js';
import { DOOR_CONTROLLERS, DOOR_PROVIDERS } from './doors/doors.providers.js';
import { ProductReader } from './product-reader.js';
import { ProductStore } from './product-store.js';
import { ServiceAddresses } from './service-addresses.js';
import { RECORD_CONTROLLERS, RECORD_PROVIDERS, RECORD_READERS } from './record.providers.js';
import { SEARCH_CONTROLLERS, SEARCH_PROVIDERS } from './search/search.providers.js';

const WITHOUT_AGREEMENTS: Provider = { provide: AgreementReader, useValue: NO_AGREEMENTS };

/** The catalog: hears announcements, answers who asks. */
@Module({})
export class CatalogModule {
  /** Needs `Database` and `EventLog` provided globally; `agreements` provides the token `AgreementReader`. */
  static forRoot(options: CatalogOptions = {}, agreements: Provider = WITHOUT_AGREEMENTS): DynamicModule {
    return {
      module: CatalogModule,
      controllers: [CatalogController, ...RECORD_CONTROLLERS, ...SEARCH_CONTROLLERS, ...DOOR_CONTROLLERS],
      providers: [
        { provide: CatalogSettings, useValue: catalogSettings(options) },
        ProductStore,
        ProductReader,
        ServiceAddresses,
        catalogSchema,
        announcementFollower,
        agreements,
        ...RECORD_PROVIDERS,
        ...RECORD_READERS,
        ...SEARCH_PROVIDERS,
        ...DOOR_PROVIDERS,
      ],
      exports: [ProductReader, ServiceAddresses, ...RECORD_READERS],
    };
  }
}
