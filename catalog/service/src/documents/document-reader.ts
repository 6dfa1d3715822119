import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { ProductDescription } from '@mesh/events';

import { CatalogErrors } from '../catalog.errors.js';

/** A document of one version of a product. */
export interface ListedDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly bytes: number;
  /** When these bytes were first told. */
  readonly firstSeenAt: string;
  readonly links: { readonly self: string };
}

/** A document with its text. */
export interface FoundDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly sha256: string;
  readonly text: string;
}

/** Which bytes of a document are meant: without either those of the present version. */
export interface DocumentAsked {
  readonly version?: string;
  readonly sha256?: string;
}

/** The name under which the samples of a product are kept. */
export const SAMPLES_NAME = 'samples.json';

const LATEST = `SELECT DISTINCT ON (name) name, media_type, sha256, first_seen
  FROM catalog.document WHERE product_id = $1 AND version = $2 ORDER BY name, last_seen DESC, first_seen DESC`;

/** Reads the documents of products, as they were announced: also when their service is away. */
@Injectable()
export class DocumentReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Throws CATALOG.VERSION_UNKNOWN. */
  async list(product: ProductDescription, version = product.version): Promise<readonly ListedDocument[]> {
    await this.checkVersion(product.id, version);
    const rows = await this.database.query<{
      name: string;
      mediaType: string;
      sha256: string;
      bytes: number;
      firstSeen: Date | string;
    }>(
      `SELECT name, media_type AS "mediaType", sha256, octet_length(text) AS bytes, first_seen AS "firstSeen"
       FROM (${LATEST}) AS latest JOIN catalog.content USING (sha256) ORDER BY name`,
      [product.id, version],
    );
    const present = version === product.version ? namesOf(product) : undefined;
    const self = `/catalog/products/${product.id}/documents`;
    return rows
      .filter(({ name }) => present?.has(name) ?? true)
      .map(({ firstSeen, ...document }) => ({
        ...document,
        firstSeenAt: new Date(firstSeen).toISOString(),
        links: { self: `${self}/${document.name}${present === undefined ? `?version=${version}` : ''}` },
      }));
  }

  /** Throws CATALOG.VERSION_UNKNOWN or CATALOG.DOCUMENT_UNKNOWN. */
  async read(product: ProductDescription, name: string, { version, sha256 }: DocumentAsked): Promise<FoundDocument> {
    const asked = version ?? product.version;
    await this.checkVersion(product.id, asked);
    const isPresent = asked !== product.version || namesOf(product).has(name);
    const [row] = await this.database.query<FoundDocument>(
      sha256 === undefined
        ? `SELECT name, media_type AS "mediaType", sha256, text FROM (${LATEST}) AS latest
           JOIN catalog.content USING (sha256) WHERE name = $3`
        : `SELECT name, media_type AS "mediaType", sha256, text FROM catalog.document JOIN catalog.content USING (sha256)
           WHERE product_id = $1 AND ($5 OR version = $2) AND name = $3 AND sha256 = $4 LIMIT 1`,
      sha256 === undefined ? [product.id, asked, name] : [product.id, asked, name, sha256, version === undefined],
    );
    if (row === undefined || (sha256 === undefined && !isPresent)) throw CatalogErrors.DOCUMENT_UNKNOWN();
    return row;
  }

  /** All texts of one version by name. */
  async texts(product: string, version: string): Promise<ReadonlyMap<string, string>> {
    await this.checkVersion(product, version);
    const rows = await this.database.query<{ name: string; text: string }>(
      `SELECT name, text FROM (${LATEST}) AS latest JOIN catalog.content USING (sha256)`,
      [product, version],
    );
    return new Map(rows.map(({ name, text }) => [name, text]));
  }

  private async checkVersion(product: string, version: string): Promise<void> {
    const rows = await this.database.query(`SELECT FROM catalog.version WHERE product_id = $1 AND version = $2`, [
      product,
      version,
    ]);
    if (rows.length === 0) throw CatalogErrors.VERSION_UNKNOWN();
  }
}

/** Documents that the product has now: those it describes, its model cards, its samples. */
function namesOf({ documents, models }: ProductDescription): ReadonlySet<string> {
  return new Set([
    ...(documents ?? []).map(({ name }) => name),
    ...models.flatMap(({ card }) => card ?? []),
    SAMPLES_NAME,
  ]);
}
