import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { breakagesOf, compare, verdictOn, type Change, type Consumer, type Verdict } from '@mesh/compatibility';
import type { ProductDescription } from '@mesh/events';

import { CatalogErrors } from '../catalog.errors.js';
import { CatalogSettings } from '../catalog-options.js';
import { ConsumerReader } from '../consumers/consumer-reader.js';
import { DocumentReader, SAMPLES_NAME } from '../documents/document-reader.js';

/** What is different between two versions of a product, and whom of those who rely on it that hurts. */
export interface VersionComparison {
  readonly product: string;
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
  readonly verdict?: Verdict;
  /** Consumers that would break, with the places of the changes in `changes`. */
  readonly breaks: readonly { readonly consumer: Consumer; readonly changes: readonly number[] }[];
}

const MAX_REMEMBERED = 64;
const MAX_CONSUMERS = 100;

/** Compares the documents of two versions, as they were announced. */
@Injectable()
export class VersionComparer {
  private readonly remembered = new Map<string, readonly Change[]>();

  constructor(
    @Inject(DocumentReader) private readonly documents: DocumentReader,
    @Inject(ConsumerReader) private readonly consumers: ConsumerReader,
    @Inject(CatalogSettings) private readonly settings: CatalogSettings,
  ) {}

  /** Throws CATALOG.VERSION_UNKNOWN, and CATALOG.DOCUMENT_UNKNOWN for a version without documents. */
  async compare(product: ProductDescription, from: string, to: string): Promise<VersionComparison> {
    // One after the other, so that of two that are missing it is always the first that is told.
    const before = await this.texts(product.id, from);
    const after = await this.texts(product.id, to);
    const changes = this.changes(before, after);
    const verdict = verdictOn(from, to, changes);
    const breakages = breakagesOf(await this.consumersOf(product), changes);
    return {
      product: product.id,
      from,
      to,
      changes,
      ...(verdict && { verdict }),
      breaks: breakages.map(({ consumer, changes: broken }) => ({
        consumer,
        changes: broken.map((change) => changes.indexOf(change)),
      })),
    };
  }

  private async texts(product: string, version: string): Promise<ReadonlyMap<string, string>> {
    const texts = await this.documents.texts(product, version);
    const compared = [...texts].filter(([name]) => /\.(json|yaml)$/.test(name) && name !== SAMPLES_NAME);
    if (compared.length === 0) throw CatalogErrors.DOCUMENT_UNKNOWN();
    return new Map(compared);
  }

  /** Whoever asks, the same documents have the same differences on the same day. */
  private changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly Change[] {
    const today = this.settings.now().toISOString().slice(0, 10);
    const key = createHash('sha256')
      .update(JSON.stringify([today, [...before], [...after]]))
      .digest('hex');
    const known = this.remembered.get(key);
    if (known !== undefined) return known;
    const changes = compare(before, after, { today });
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= MAX_REMEMBERED && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.set(key, changes);
    return changes;
  }

  /** Identities stay with those who may know them: a caller is told by its port alone. */
  private async consumersOf(product: ProductDescription): Promise<readonly Consumer[]> {
    const { declared, agreements, callers } = await this.consumers.consumers(
      product,
      { limit: MAX_CONSUMERS, after: undefined },
      false,
    );
    return [
      ...declared.map(({ product: id, port, input }) => ({
        id,
        port,
        kind: 'product' as const,
        source: `input ${input}`,
      })),
      ...agreements.map(({ id, port, purpose, until }) => ({
        id,
        port,
        kind: 'agreement' as const,
        purpose,
        until,
        source: 'agreement',
      })),
      ...callers.map(({ port, callers: count, lastUsedAt }) => ({
        id: `${count} ${count === 1 ? 'caller' : 'callers'}`,
        port,
        kind: 'caller' as const,
        lastUsedAt,
        source: 'calls',
      })),
    ];
  }
}
