import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { ProductDescription } from '@mesh/events';
import { Logger } from '@mesh/runtime';

import { CatalogSchema } from '../catalog-schema.js';
import { ENTRY_FORMAT, SearchIndex } from './search-index.js';

const AT_ONCE = 200;

/** At the start, makes the entries that are missing or of an older format, while everything else goes on. */
@Injectable()
export class IndexUpkeep implements OnApplicationBootstrap, OnApplicationShutdown {
  private isClosing = false;
  private working: Promise<void> = Promise.resolve();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SearchIndex) private readonly index: SearchIndex,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(CatalogSchema) _schema: unknown,
  ) {}

  onApplicationBootstrap(): void {
    this.working = this.catchUp().catch((cause: unknown) => {
      this.index.forget();
      this.logger.warn({ cause }, 'the search index could not be brought up to date; the next start tries again');
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    await this.working;
  }

  private async catchUp(): Promise<void> {
    for (let left = AT_ONCE; left === AT_ONCE && !this.isClosing;) left = await this.some();
  }

  private some(): Promise<number> {
    return this.database.transaction(async (transaction) => {
      const rows = await transaction.query<{ description: ProductDescription }>(
        `SELECT description FROM catalog.product AS product
           LEFT JOIN catalog.search_entry ON product_id = id AND format = ${ENTRY_FORMAT}
         WHERE product_id IS NULL ORDER BY id LIMIT ${AT_ONCE} FOR UPDATE OF product`,
      );
      if (rows.length > 0)
        await this.index.write(
          transaction,
          rows.map(({ description }) => description),
        );
      return rows.length;
    });
  }
}
