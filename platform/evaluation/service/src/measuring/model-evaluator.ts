import { randomUUID } from 'node:crypto';
import type { Database } from '@mesh/database';
import type { Outbox } from '@mesh/events';
import type { ModelRegistry } from '@mesh/models';

import { decide } from '../actions/decide.js';
import type { Trials } from '../actions/trials.js';
import type { ReferenceLibrary } from '../drift/reference-library.js';
import { recentScores } from '../drift/sketch-store.js';
import type { EvaluationSettings } from '../evaluation-options.js';
import { forgetOld, judgePersons, lockJoins } from '../joining/case-store.js';
import { GroupCodes } from '../joining/group-codes.js';
import type { WatchedModel } from '../watching/watched-model.js';
import { championOf, type Standing } from './champion.js';
import type { Figures, ModelReport } from './figures.js';
import { judgedFigures, recentFigures } from './figures-of.js';
import { keepFigures } from './keep-figures.js';
import { mergeBlocks } from './merge-blocks.js';
import { WindowLoader } from './window-loader.js';

/** What an evaluator stands on. */
export interface EvaluatorParts {
  readonly database: Database;
  readonly registry: ModelRegistry;
  readonly references: ReferenceLibrary;
  readonly outbox: Outbox;
  readonly settings: EvaluationSettings;
  readonly trials: Trials;
}

/** Old cases are looked for at every so many measurements. */
const TIDY_EVERY = 12;

/** Measures one model: one process at a time, from what the joins have left in the database. */
export class ModelEvaluator {
  /** Names this process's window: another's may have merged blocks that this one has read. */
  private readonly token = randomUUID();
  private readonly codes: GroupCodes;
  private loader: WindowLoader;
  private judged:
    | { readonly version: number; readonly figures: Pick<Figures, 'performance' | 'subgroups'>; readonly n: number }
    | undefined;
  private measurements = 0;

  constructor(
    private readonly watched: WatchedModel,
    private readonly parts: EvaluatorParts,
  ) {
    this.codes = new GroupCodes(watched.watch.subgroups);
    this.loader = this.newLoader();
  }

  /** Measures, keeps the figures and decides what follows; undefined where another process measures this model. */
  async measure(): Promise<ModelReport | undefined> {
    const { database, outbox } = this.parts;
    await this.tidy();
    try {
      const report = await database.transaction((transaction) => this.measureLocked(transaction));
      if (report !== undefined) await outbox.deliver();
      return report;
    } catch (error) {
      // What was read within the transaction may not be true.
      this.loader = this.newLoader();
      throw error;
    }
  }

  private async measureLocked(transaction: Database): Promise<ModelReport | undefined> {
    const { watched } = this;
    const standing = await championOf(transaction, this.parts.registry, watched);
    if (standing === undefined) return undefined;
    if (standing.evaluator !== this.token) this.loader = this.newLoader();
    const isNew = await this.loader.catchUp(transaction);
    const figures = await this.figures(transaction, standing.champion, isNew);
    const now = this.parts.settings.now();
    const decided = await decide(transaction, this.parts, { watched, standing, figures, now });
    const report: ModelReport = {
      model: watched.model,
      product: watched.product,
      ...(standing.champion !== undefined && { version: String(standing.champion) }),
      serving: decided.stopped === undefined || decided.stopped !== standing.champion ? 'serving' : 'stopped',
      at: now.toISOString(),
      judged: { n: this.judged?.n ?? 0, least: watched.watch.window.least, window: watched.watch.window.judged },
      raised: decided.raised,
      ...figures,
    };
    await keepFigures(transaction, this.parts, { watched, report, standing, evaluator: this.token });
    return report;
  }

  private async figures(transaction: Database, champion: Standing['champion'], isNew: boolean): Promise<Figures> {
    const { watched } = this;
    if (champion === undefined) return { subgroups: [] };
    if (isNew || this.judged?.version !== champion) {
      const cases = this.loader.window.ofVersion(champion);
      const figures = judgedFigures(cases, watched, this.codes);
      this.judged = { version: champion, figures, n: cases.outcomes.length };
    }
    const reference = await this.parts.references.of(watched.model, champion);
    if (reference === undefined) return this.judged.figures;
    const place = { model: watched.id, version: champion, window: watched.watch.drift.scores };
    const recent = await recentScores(transaction, place, reference.sketch.length);
    return { ...this.judged.figures, ...recentFigures(reference, recent, watched) };
  }

  /** Judges what has waited long enough, and drops what is too old. */
  private async tidy(): Promise<void> {
    const { database, settings, trials } = this.parts;
    const { id, model, watch } = this.watched;
    const now = settings.now().getTime();
    const isTime = this.measurements++ % TIDY_EVERY === 0;
    await database.transaction(async (transaction) => {
      await lockJoins(transaction, id);
      const due = { now, withinMs: watch.withinMs, settleMs: settings.settleMs };
      const judged = await judgePersons(transaction, id, due);
      if (judged.length > 0) await trials.judged(transaction, model, judged);
      if (!isTime) return;
      await mergeBlocks(transaction, id);
      await forgetOld(transaction, id, now - watch.withinMs);
      await this.loader.forgetOld(transaction);
    });
  }

  private newLoader(): WindowLoader {
    this.judged = undefined;
    return new WindowLoader(this.watched.id, this.watched.watch.window.judged);
  }
}
