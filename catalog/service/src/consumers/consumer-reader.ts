import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { ProductDescription } from '@mesh/events';

import { CALLER_DAYS } from '../measured/windows.js';
import { pageOf, type PageAsked } from '../paged.js';
import { CatalogSettings } from '../catalog-options.js';
import { AgreementReader, type GrantedAgreement } from './agreement-reader.js';

/** A product that declares to read from a port. */
export interface DeclaredConsumer {
  readonly product: string;
  readonly title: string;
  readonly input: string;
  readonly port: string;
  readonly links: { readonly product: string };
}

/** Who called one port in the last thirty days. */
export interface PortCallers {
  readonly port: string;
  readonly callers: number;
  readonly calls: number;
  readonly lastUsedAt: string;
  /** Those who called most; only for those who may know. */
  readonly who?: readonly { readonly caller: string; readonly calls: number; readonly lastUsedAt: string }[];
}

/** Who relies on a product: as they declare, as it was agreed, as they do. */
export interface Consumers {
  readonly product: string;
  readonly declared: readonly DeclaredConsumer[];
  readonly agreements: readonly (Omit<GrantedAgreement, 'consumer'> & { readonly consumer?: string })[];
  readonly callers: readonly PortCallers[];
  readonly days: number;
  /** Whether identities are shown. */
  readonly identities: boolean;
  readonly nextCursor?: string;
}

const MAX_CALLERS = 100;
const MAX_AGREEMENTS = 100;

/** Reads who relies on a product. */
@Injectable()
export class ConsumerReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AgreementReader) private readonly agreements: AgreementReader,
    @Inject(CatalogSettings) private readonly settings: CatalogSettings,
  ) {}

  /** `identities` says whether the reader may know who they are. */
  async consumers({ id }: ProductDescription, asked: PageAsked, identities: boolean): Promise<Consumers> {
    const [{ declared, next }, agreements, callers] = await Promise.all([
      this.declared(id, asked),
      this.agreements.granted(id, MAX_AGREEMENTS),
      this.callers(id, identities),
    ]);
    return {
      product: id,
      declared,
      agreements: agreements.map(({ consumer, ...agreement }) => ({ ...agreement, ...(identities && { consumer }) })),
      callers,
      days: CALLER_DAYS,
      identities,
      ...next,
    };
  }

  /** Products that declare to read from this one, without more. */
  async readers(
    id: string,
    limit: number,
  ): Promise<readonly { readonly product: string; readonly port: string; readonly input: string }[]> {
    return this.database.query(
      `SELECT product_id AS product, from_port AS port, name AS input FROM catalog.input
       WHERE from_product = $1 ORDER BY product_id, name LIMIT $2`,
      [id, limit],
    );
  }

  private async declared(id: string, asked: PageAsked) {
    const [product, input] = asked.after ?? [];
    const rows = await this.database.query<Omit<DeclaredConsumer, 'links'>>(
      `SELECT input.product_id AS product, description ->> 'title' AS title, input.name AS input, from_port AS port
       FROM catalog.input JOIN catalog.product ON product.id = input.product_id
       WHERE from_product = $1 AND ($2::text IS NULL OR (input.product_id, input.name) > ($2, $3))
       ORDER BY input.product_id, input.name LIMIT $4`,
      [id, product ?? null, input ?? '', asked.limit + 1],
    );
    const { page, next } = pageOf(rows, asked, (row) => [row.product, row.input]);
    return { declared: page.map((row) => ({ ...row, links: { product: `/catalog/products/${row.product}` } })), next };
  }

  private async callers(id: string, identities: boolean): Promise<readonly PortCallers[]> {
    const since = new Date(this.settings.now().getTime() - CALLER_DAYS * 86_400_000).toISOString().slice(0, 10);
    const rows = await this.database.query<{
      port: string;
      caller: string;
      calls: number;
      last: Date | string;
      callers: number;
      allCalls: number;
      allLast: Date | string;
    }>(
      `SELECT * FROM (
         SELECT port, caller, sum(calls)::float8 AS calls, max(last_used) AS last,
           count(*) OVER all_callers AS callers, (sum(sum(calls)) OVER all_callers)::float8 AS "allCalls",
           max(max(last_used)) OVER all_callers AS "allLast",
           row_number() OVER (PARTITION BY port ORDER BY sum(calls) DESC, caller) AS place
         FROM catalog.caller_day WHERE product_id = $1 AND day > $2 GROUP BY port, caller
         WINDOW all_callers AS (PARTITION BY port)) AS ranked
       WHERE place <= $3 ORDER BY port, place`,
      [id, since, identities ? MAX_CALLERS : 1],
    );
    return rows
      .filter((row, index) => rows[index - 1]?.port !== row.port)
      .map(({ port, callers, allCalls, allLast }) => ({
        port,
        callers,
        calls: allCalls,
        lastUsedAt: new Date(allLast).toISOString(),
        ...(identities && {
          who: rows
            .filter((row) => row.port === port)
            .map(({ caller, calls, last }) => ({ caller, calls, lastUsedAt: new Date(last).toISOString() })),
        }),
      }));
  }
}
