import type { Provider } from '@nestjs/common';

import { Database, migrate } from '@mesh/database';

import { CATALOG_MIGRATIONS } from './catalog.migrations.js';
import { RECORD_MIGRATIONS } from './record.migrations.js';
import { SEARCH_MIGRATIONS } from './search/search.migrations.js';

/** Injection token: who asks for it finds the tables of the catalog as they are to be. */
export const CatalogSchema = Symbol('CatalogSchema');

/** Brings the tables up to date before anything follows a topic into them. */
export const catalogSchema: Provider = {
  provide: CatalogSchema,
  inject: [Database],
  useFactory: async (database: Database) => {
    const migrations = [...CATALOG_MIGRATIONS, ...SEARCH_MIGRATIONS, ...RECORD_MIGRATIONS];
    await migrate(database, 'catalog', migrations);
    return migrations.map(({ name }) => name);
  },
};
