import { Inject, Injectable } from '@nestjs/common';

import type { Database } from '@mesh/database';
import type { ProductDescription } from '@mesh/events';

import { CatalogSettings } from '../catalog-options.js';
import { InputStore } from '../consumers/input-store.js';
import { TermStore } from '../glossary/term-store.js';
import { lastOfEach, type ProductChange } from '../heard-announcements.js';
import { MISSED_BEATS } from '../presence.js';
import { VersionStore, type Replaced } from '../versions/version-store.js';
import type { NewChange } from './change.js';
import { ChangeStore } from './change-store.js';
import { descriptionChanges } from './description-changes.js';

/** A product as it was described before. */
export interface DescribedBefore {
  readonly description: ProductDescription;
  readonly hash: string;
}

/** Writes down what new descriptions change: history, versions, and what products read from and speak of. */
@Injectable()
export class DescriptionRecorder {
  constructor(
    @Inject(ChangeStore) private readonly changes: ChangeStore,
    @Inject(VersionStore) private readonly versions: VersionStore,
    @Inject(InputStore) private readonly inputs: InputStore,
    @Inject(TermStore) private readonly terms: TermStore,
    @Inject(CatalogSettings) private readonly settings: CatalogSettings,
  ) {}

  /** How the products are described, read before new descriptions are written. */
  async before(transaction: Database, steps: readonly ProductChange[]): Promise<ReadonlyMap<string, DescribedBefore>> {
    const rows = await transaction.query<DescribedBefore & { id: string }>(
      `SELECT id, description, description_hash AS hash FROM catalog.product WHERE id = ANY ($1::text[])`,
      [[...new Set(steps.map(({ product }) => product.id))]],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** To be called once the descriptions are written; `steps` in the order in which they were heard. */
  async record(
    transaction: Database,
    steps: readonly ProductChange[],
    before: ReadonlyMap<string, DescribedBefore>,
  ): Promise<void> {
    const current = new Map(before);
    const replacedAt = await this.versions.replacedAt(transaction, [...current.keys()]);
    const told: NewChange[] = [];
    const replaced: Replaced[] = [];
    for (const { product, hash, heardAt } of steps) {
      const known = current.get(product.id);
      if (!this.alternates(replacedAt.get(`${product.id} ${hash}`), heardAt))
        for (const { kind, detail } of descriptionChanges(known?.description, product))
          told.push({ product: product.id, version: product.version, kind, at: heardAt, detail });
      if (known !== undefined) {
        const { version } = known.description;
        replaced.push({
          product: product.id,
          hash: known.hash,
          at: heardAt,
          ...(version !== product.version && { version }),
        });
        replacedAt.set(`${product.id} ${known.hash}`, Date.parse(heardAt));
      }
      current.set(product.id, { description: product, hash });
    }
    const latest = lastOfEach(steps, ({ product }) => product.id);
    await this.changes.add(transaction, told);
    await this.versions.write(transaction, steps, replaced);
    await this.terms.write(transaction, latest, before);
    await this.inputs.write(
      transaction,
      latest.map(({ product }) => product),
    );
  }

  /** Two builds that are served side by side speak in turns: that is no change again and again. */
  private alternates(replacedAt: number | undefined, heardAt: string): boolean {
    return replacedAt !== undefined && Date.parse(heardAt) - replacedAt <= MISSED_BEATS * this.settings.beatMs;
  }
}
