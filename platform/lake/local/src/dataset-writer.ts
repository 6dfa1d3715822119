import { join } from 'node:path';
import { LakeErrors, type Landed, type Landing } from '@mesh/lake';
import { mergeFiles, replaceFiles } from './compaction/compact.js';
import { planCompaction } from './compaction/plan.js';
import type { DatasetParts } from './dataset-parts.js';
import { columnsChanged } from './dataset-settings.js';
import { landRows } from './landing/land.js';
import { checkLanding } from './landing/check-landing.js';
import type { Journal } from './manifest/journal.js';
import type { FileRecord } from './manifest/record.js';
import type { ActiveReads } from './reading/active-reads.js';
import { Turns } from './turns.js';

/** The one who changes a dataset: landings and commits take turns, merging goes on beside them. */
export class DatasetWriter {
  private readonly turns = new Turns();
  private compacting: Promise<void> | undefined;
  private closed = false;

  constructor(
    private readonly journal: Journal,
    private readonly parts: DatasetParts,
    private readonly reads: ActiveReads,
    private readonly now: () => Date,
  ) {}

  /** Writes down the columns when they are new or have grown. */
  async declareColumns(): Promise<void> {
    const { columns, dayOf } = this.parts.settings;
    const versions = this.journal.manifest.schemaVersions;
    const before = versions.at(-1);
    if (before !== undefined && !columnsChanged(before, { columns, dayOf })) return;
    await this.journal.commit({ kind: 'columns', schema: versions.length, columns, dayOf });
  }

  async land(landing: Landing): Promise<Landed> {
    checkLanding(landing, this.parts.settings);
    return this.turns.run(() => {
      if (this.closed) throw LakeErrors.CLOSED();
      return landRows(landing, this.journal, this.parts);
    });
  }

  /** Two who ask at once share one compaction. */
  compact(): Promise<void> {
    this.compacting ??= this.compactAll().finally(() => (this.compacting = undefined));
    return this.compacting;
  }

  /** Resolves when the landing in hand and the merge in hand are done. */
  async close(): Promise<void> {
    this.closed = true;
    await this.compacting?.catch(() => undefined);
    await this.turns.run(() => Promise.resolve());
  }

  private async compactAll(): Promise<void> {
    const today = this.now().toISOString().slice(0, 10);
    for (const group of planCompaction(this.journal.manifest.inOrder(), today)) {
      if (this.closed) return;
      const merged = await mergeFiles(group, this.journal, this.parts);
      await this.turns.run(() => replaceFiles(group, merged, { journal: this.journal, parts: this.parts }));
      await this.reads.drained();
      await this.removeReplaced(group);
    }
  }

  /** A file that cannot be removed now is an orphan and goes when the dataset is opened next. */
  private async removeReplaced(group: readonly FileRecord[]): Promise<void> {
    const { files, folder } = this.parts;
    for (const { path } of group) await files.remove(join(folder, path)).catch(() => undefined);
  }
}
