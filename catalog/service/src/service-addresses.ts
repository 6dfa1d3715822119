import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { CatalogSettings } from './catalog-options.js';

const MAX_ADDRESSES = 100;
const FRESH_FOR_MS = 1_000;

/** Where the services of the mesh answer. */
@Injectable()
export class ServiceAddresses {
  private known: { readonly addresses: Promise<readonly string[]>; readonly until: number } | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CatalogSettings) private readonly settings: CatalogSettings,
  ) {}

  /** Base URLs of the services that have not said goodbye, those that spoke last first, as they were at most a second ago. */
  addresses(): Promise<readonly string[]> {
    const now = this.settings.now().getTime();
    if (this.known === undefined || this.known.until <= now) {
      const addresses = this.read();
      this.known = { addresses, until: now + FRESH_FOR_MS };
      addresses.catch(() => (this.known = undefined));
    }
    return this.known.addresses;
  }

  private async read(): Promise<readonly string[]> {
    const rows = await this.database.query<{ address: string }>(
      `SELECT address FROM catalog.instance WHERE NOT stopped
       GROUP BY address ORDER BY max(last_seen) DESC, address LIMIT ${MAX_ADDRESSES}`,
      [],
    );
    return rows.map(({ address }) => address);
  }
}
