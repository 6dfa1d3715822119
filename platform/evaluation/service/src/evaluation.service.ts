import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';

import { migrate, type Database } from '@mesh/database';
import {
  CATALOG_ANNOUNCED_TOPIC,
  type Announcement,
  type EventLog,
  type Outbox,
  type Subscription,
} from '@mesh/events';
import { LINEAGE_TOPIC } from '@mesh/lineage';
import { EVALUATION_ACTED_TOPIC, STANDING_TOPIC_SETTINGS, type ModelRegistry } from '@mesh/models';
import type { Logger, ScorerFactory } from '@mesh/runtime';

import { ActionPerformer } from './actions/action-performer.js';
import type { Retraining } from './actions/retraining.js';
import type { Trials } from './actions/trials.js';
import { ReferenceLibrary } from './drift/reference-library.js';
import type { EvaluationSettings } from './evaluation-options.js';
import { EVALUATION_MIGRATIONS } from './evaluation.migrations.js';
import { ListeningShadows } from './joining/listening-shadows.js';
import { OutcomeJoiner } from './joining/outcome-joiner.js';
import { ModelEvaluator } from './measuring/model-evaluator.js';
import { WatchFollowers } from './watching/watch-followers.js';
import { WatchStore } from './watching/watch-store.js';
import type { WatchedModel } from './watching/watched-model.js';

/** Of the time, at most one part in so many is spent measuring. */
const REST_FACTOR = 4;

/** What the evaluation stands on. */
export interface EvaluationParts {
  readonly database: Database;
  readonly log: EventLog;
  readonly outbox: Outbox;
  readonly registry: ModelRegistry;
  readonly retraining: Retraining;
  readonly trials: Trials;
  readonly logger: Logger;
  readonly settings: EvaluationSettings;
  /** Without it scores are not compared with those of held-out rows. */
  readonly scorers?: ScorerFactory;
}

/** Follows the announced watches, joins, measures on a schedule, and lets rules act. */
export class EvaluationService implements OnModuleInit, OnApplicationShutdown {
  private readonly store: WatchStore;
  private readonly references: ReferenceLibrary;
  private readonly shadows: ListeningShadows;
  private readonly followers: WatchFollowers;
  private readonly performer: ActionPerformer;
  private readonly evaluators = new Map<string, { readonly plan: string; readonly evaluator: ModelEvaluator }>();
  private announcements: Subscription | undefined;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(private readonly parts: EvaluationParts) {
    const { database, log, registry, retraining, trials, logger, settings, scorers } = parts;
    this.store = new WatchStore(database);
    this.references = new ReferenceLibrary({ registry, scorers, logger });
    this.performer = new ActionPerformer({ database, registry, retraining });
    this.shadows = new ListeningShadows({ registry, scorers, trials, logger });
    const { references, shadows } = this;
    this.followers = new WatchFollowers(
      log,
      (models, group) => new OutcomeJoiner(models, group, { database, references, settings, trials, shadows }),
      settings.courtesy,
    );
  }

  async onModuleInit(): Promise<void> {
    await migrate(this.parts.database, 'evaluation', EVALUATION_MIGRATIONS);
    await this.parts.log.declareTopic(STANDING_TOPIC_SETTINGS);
    for (const name of [EVALUATION_ACTED_TOPIC, LINEAGE_TOPIC, CATALOG_ANNOUNCED_TOPIC])
      await this.parts.log.declareTopic({ name });
    await this.parts.outbox.deliver();
    await this.followers.follow(await this.store.all());
    this.announcements = await this.parts.log.subscribe(
      { topics: [CATALOG_ANNOUNCED_TOPIC], group: 'evaluation-watches' },
      async (events) => {
        const isNew = await this.store.remember(events.map(({ data }) => data as Announcement));
        if (isNew) await this.followers.follow(await this.store.all());
      },
    );
    this.rest(this.parts.settings.everyMs);
  }

  async onApplicationShutdown(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.announcements?.close();
    await this.followers.close();
    await this.shadows.close();
    await this.round.catch(() => undefined);
    await this.parts.outbox.close();
  }

  /** Measures every watched model once, one after another. */
  measureAll(): Promise<void> {
    // A round that failed is no reason never to measure again.
    this.round = this.round
      .catch(() => undefined)
      .then(async () => {
        for (const watched of await this.store.all()) await this.measure(watched);
      });
    return this.round;
  }

  private async measure(watched: WatchedModel): Promise<void> {
    try {
      await this.evaluatorOf(watched).measure();
      await this.performer.performOpen(watched.id);
      // Also what a crash kept from being looked at: the evidence is there since the outcomes were judged.
      await this.parts.trials.conduct(watched.model);
    } catch (cause) {
      this.parts.logger.error({ model: watched.model, cause }, 'a model could not be measured; it is tried again');
    }
  }

  private evaluatorOf(watched: WatchedModel): ModelEvaluator {
    const plan = JSON.stringify(watched);
    const known = this.evaluators.get(watched.model);
    if (known?.plan === plan) return known.evaluator;
    const { references } = this;
    const { database, registry, outbox, settings, trials } = this.parts;
    const evaluator = new ModelEvaluator(watched, { database, registry, references, outbox, settings, trials });
    this.evaluators.set(watched.model, { plan, evaluator });
    return evaluator;
  }

  private rest(pauseMs: number): void {
    if (this.isClosed) return;
    this.timer = setTimeout(() => {
      const startedAt = performance.now();
      void this.measureAll()
        .catch((cause: unknown) => this.parts.logger.error({ cause }, 'the watched models could not be listed'))
        .finally(() => this.rest(Math.max(this.parts.settings.everyMs, REST_FACTOR * (performance.now() - startedAt))));
    }, pauseMs).unref();
  }
}
