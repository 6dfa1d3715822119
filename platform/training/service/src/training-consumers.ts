import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { Database, migrate } from '@mesh/database';
import { CATALOG_ANNOUNCED_TOPIC, EventLog, type Announcement, type Subscription } from '@mesh/events';
import { TRAINING_REPORTED_TOPIC, TRAINING_REQUESTED_TOPIC, type TrainingReported } from '@mesh/training';

import { rememberAnnounced } from './announced-models.js';
import { FirstTrainings } from './first-trainings.js';
import { RunStore } from './run-store.js';
import { RunTurns } from './run-turns.js';
import { TRAINING_MIGRATIONS } from './training.migrations.js';

/** Follows what trainings report and which models are announced; a model without a champion gets its first training. */
@Injectable()
export class TrainingConsumers implements OnModuleInit, OnApplicationShutdown {
  private subscriptions: readonly Subscription[] = [];

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(FirstTrainings) private readonly firstTrainings: FirstTrainings,
    @Inject(RunTurns) private readonly turns: RunTurns,
  ) {}

  async onModuleInit(): Promise<void> {
    await migrate(this.database, 'training', TRAINING_MIGRATIONS);
    for (const name of [TRAINING_REQUESTED_TOPIC, TRAINING_REPORTED_TOPIC, CATALOG_ANNOUNCED_TOPIC])
      await this.log.declareTopic({ name });
    await this.turns.give();
    this.subscriptions = [
      await this.log.subscribe({ topics: [TRAINING_REPORTED_TOPIC], group: 'training' }, async (events, signal) => {
        for (const { data, time } of events) {
          signal.throwIfAborted();
          await this.runs.report(data as TrainingReported, time);
        }
        await this.turns.give();
      }),
      await this.log.subscribe(
        { topics: [CATALOG_ANNOUNCED_TOPIC], group: 'training-bootstrap' },
        async (events, signal) => {
          for (const [model, product] of modelsOf(events.map(({ data }) => data as Announcement))) {
            signal.throwIfAborted();
            await rememberAnnounced(this.database, { model, product, at: events[0]!.appendedAt });
            await this.firstTrainings.requestIfNone(model);
          }
        },
      ),
    ];
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.close()));
  }
}

/** Each model once a batch, with its product: heartbeats repeat themselves. */
function modelsOf(announcements: readonly Announcement[]): ReadonlyMap<string, string> {
  const present = announcements.filter(({ state }) => state !== 'stopped');
  return new Map(present.flatMap(({ product }) => product.models.map(({ name }) => [name, product.id] as const)));
}
