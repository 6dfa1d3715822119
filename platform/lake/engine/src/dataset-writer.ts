import {
  LakeErrors,
  type Compacted,
  type Expired,
  type Landed,
  type Landing,
  type Rewritten,
  type Unwanted,
} from '@mesh/lake';
import { mergeFiles, replaceFiles } from './compaction/compact.js';
import { planCompaction } from './compaction/plan.js';
import type { DatasetParts } from './dataset-parts.js';
import { columnsChanged } from './dataset-settings.js';
import { expiredDays } from './expiry/expired-days.js';
import { landRows } from './landing/land.js';
import { checkLanding } from './landing/check-landing.js';
import type { Journal } from './manifest/journal.js';
import type { FileRecord } from './manifest/record.js';
import type { ActiveReads } from './reading/active-reads.js';
import { removeOrphans } from './recovery.js';
import { filesWith, withoutRows } from './rewriting/rewrite.js';
import { unwantedRows, type UnwantedRows } from './rewriting/unwanted.js';
import { Turns } from './turns.js';

/** The one who changes a dataset: landings and commits take turns; upkeep goes on beside them, one kind at a time. */
export class DatasetWriter {
  private readonly turns = new Turns();
  private readonly upkeep = new Turns();
  private compacting: Promise<Compacted> | undefined;
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
    return this.turn(() => landRows(landing, this.journal, this.parts));
  }

  /** Two who ask at once share one compaction. */
  compact(): Promise<Compacted> {
    this.compacting ??= this.upkeep.run(() => this.compactAll()).finally(() => (this.compacting = undefined));
    return this.compacting;
  }

  async rewriteWithout(unwanted: Unwanted): Promise<Rewritten> {
    const rows = unwantedRows(unwanted, this.parts.settings);
    return this.upkeep.run(async () => {
      // A landing that was asked for before is in the manifest after this turn.
      const files = await this.turn(() => Promise.resolve(this.journal.manifest.inOrder()));
      const rewritten = await this.rewriteAll(files, rows);
      await this.reads.drained();
      await this.turn(() => this.leaveNothing());
      if (await this.parts.scratch.hasSpilled()) await this.parts.engine.quiet();
      return rewritten;
    });
  }

  async removeBefore(day: string): Promise<Expired> {
    return this.upkeep.run(async () => {
      const expired = await this.turn(async () => {
        const found = expiredDays(this.journal.manifest.inOrder(), day);
        const seq = this.journal.manifest.nextSeq;
        if (found.days.length > 0) await this.journal.commit({ kind: 'expired', seq, before: day });
        return found;
      });
      await this.reads.drained();
      if (expired.days.length > 0) await this.turn(() => this.removeDays(expired));
      return { days: expired.days, rows: expired.rows };
    });
  }

  /** Resolves when the landing in hand and the upkeep in hand are done. */
  async close(): Promise<void> {
    this.closed = true;
    await this.upkeep.run(() => Promise.resolve());
    await this.turns.run(() => Promise.resolve());
  }

  private turn<T>(work: () => Promise<T>): Promise<T> {
    return this.turns.run(async () => {
      if (this.closed) throw LakeErrors.CLOSED();
      await this.journal.recover();
      return work();
    });
  }

  private async compactAll(): Promise<Compacted> {
    const today = this.now().toISOString().slice(0, 10);
    const compacted = { folded: 0, written: 0 };
    for (const group of planCompaction(this.journal.manifest.inOrder(), today)) {
      if (this.closed) break;
      const by = await mergeFiles(group, this.journal, this.parts);
      await this.turns.run(() => replaceFiles(group, { kind: 'compacted', by }, this.changing));
      compacted.folded += group.length;
      compacted.written += 1;
      await this.reads.drained();
      for (const { path } of group) await this.removeIfPossible(path);
    }
    return compacted;
  }

  private async rewriteAll(files: readonly FileRecord[], unwanted: UnwantedRows): Promise<Rewritten> {
    const { parts, journal } = this;
    const hit = await filesWith(unwanted, files, { manifest: journal.manifest, parts });
    let rows = 0;
    for (const file of hit) {
      if (this.closed) throw LakeErrors.CLOSED();
      const by = await withoutRows(file, unwanted, this.changing);
      await this.turn(() => replaceFiles([file], { kind: 'rewritten', by }, this.changing));
      rows += file.rows - (by?.file.rows ?? 0);
    }
    return { rows, files: hit.length };
  }

  /** Makes sure that what the manifest no longer names is nowhere: replaced files, copies, history, what a crash left. */
  private async leaveNothing(): Promise<void> {
    const { storage, scratch } = this.parts;
    const { manifest } = this.journal;
    await removeOrphans(storage, manifest);
    await storage.forget?.((path) => manifest.has(path));
    await this.journal.forgetHistory();
    await scratch.removeAbandoned();
  }

  private async removeDays({ days, files }: { days: Expired['days']; files: readonly FileRecord[] }): Promise<void> {
    for (const { path } of files) await this.removeIfPossible(path);
    for (const { day } of days) await this.parts.storage.removeDay(day).catch(() => undefined);
  }

  /** A file that cannot be removed now is an orphan and goes when the dataset is opened next. */
  private async removeIfPossible(path: string): Promise<void> {
    await this.parts.storage.remove(path).catch(() => undefined);
  }

  private get changing(): { readonly journal: Journal; readonly parts: DatasetParts } {
    return { journal: this.journal, parts: this.parts };
  }
}
