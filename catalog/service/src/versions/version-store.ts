import { Injectable } from '@nestjs/common';

import type { Database } from '@mesh/database';

import { lastOfEach, type ProductChange } from '../heard-announcements.js';

/** A description, and with it perhaps a version, that another one followed. */
export interface Replaced {
  readonly product: string;
  readonly hash: string;
  /** Absent when the version stays. */
  readonly version?: string;
  readonly at: string;
}

/** Remembers which versions and descriptions of a product were current from when until when. */
@Injectable()
export class VersionStore {
  /** When each description of these products was last followed by another, by `<product> <hash>`, in milliseconds. */
  async replacedAt(transaction: Database, ids: readonly string[]): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const rows = await transaction.query<{ key: string; at: Date | string }>(
      `SELECT product_id || ' ' || description_hash AS key, replaced_at AS at FROM catalog.seen_version
       WHERE product_id = ANY ($1::text[]) AND replaced_at IS NOT NULL`,
      [ids],
    );
    return new Map(rows.map(({ key, at }) => [key, new Date(at).getTime()]));
  }

  /** To be called once the descriptions themselves are written. */
  async write(transaction: Database, steps: readonly ProductChange[], replaced: readonly Replaced[]): Promise<void> {
    // The first of each counts: it says since when.
    const known = lastOfEach(steps.toReversed(), ({ product }) => `${product.id} ${product.version}`);
    await transaction.query(
      `INSERT INTO catalog.version (product_id, version, first_seen)
       SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[])
       ON CONFLICT (product_id, version) DO UPDATE SET replaced_at = NULL`,
      [
        known.map(({ product }) => product.id),
        known.map(({ product }) => product.version),
        known.map(({ heardAt }) => heardAt),
      ],
    );
    const current = new Map(steps.map(({ product }) => [product.id, product.version]));
    await this.end(
      transaction,
      replaced.map(({ version, ...rest }) => ({
        ...rest,
        // One that was followed and came back is current.
        ...(version !== undefined && version !== current.get(rest.product) && { version }),
      })),
    );
  }

  private async end(transaction: Database, replaced: readonly Replaced[]): Promise<void> {
    if (replaced.length === 0) return;
    const descriptions = lastOfEach(replaced, ({ product, hash }) => `${product} ${hash}`);
    await transaction.query(
      `UPDATE catalog.seen_version AS seen SET replaced_at = ended.at
       FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS ended (id, hash, at)
       WHERE seen.product_id = ended.id AND seen.description_hash = ended.hash`,
      [
        descriptions.map(({ product }) => product),
        descriptions.map(({ hash }) => hash),
        descriptions.map(({ at }) => at),
      ],
    );
    const versions = lastOfEach(
      replaced.filter(({ version }) => version !== undefined),
      ({ product, version }) => `${product} ${version}`,
    );
    if (versions.length === 0) return;
    await transaction.query(
      `UPDATE catalog.version AS known SET replaced_at = ended.at
       FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS ended (id, version, at)
       WHERE known.product_id = ended.id AND known.version = ended.version`,
      [versions.map(({ product }) => product), versions.map(({ version }) => version), versions.map(({ at }) => at)],
    );
  }
}
