import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { Database, migrate } from '@mesh/database';
import { EventLog, type Subscription } from '@mesh/events';
import {
  TRAINING_CANCELLED_TOPIC,
  TRAINING_LOGGED_TOPIC,
  TRAINING_OFFERED_TOPIC,
  type TrainingLogged,
  type TrainingOffered,
} from '@mesh/training';

import { rememberOffered } from './offered-recipes.js';
import { RunLogStore } from './run-log-store.js';
import { TRAINING_MIGRATIONS } from './training.migrations.js';

/** Follows what recipes say while they run, and which there are. */
@Injectable()
export class RunFollowers implements OnModuleInit, OnApplicationShutdown {
  private subscriptions: readonly Subscription[] = [];

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(RunLogStore) private readonly logs: RunLogStore,
  ) {}

  async onModuleInit(): Promise<void> {
    await migrate(this.database, 'training', TRAINING_MIGRATIONS);
    await this.log.declareTopic({ name: TRAINING_CANCELLED_TOPIC });
    this.subscriptions = [
      await this.follow<TrainingLogged>(TRAINING_LOGGED_TOPIC, (logged) => this.logs.keep(logged)),
      await this.follow<TrainingOffered>(TRAINING_OFFERED_TOPIC, (offered) => rememberOffered(this.database, offered)),
    ];
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.close()));
  }

  private async follow<Told>(topic: string, hear: (told: Told) => Promise<void>): Promise<Subscription> {
    await this.log.declareTopic({ name: topic });
    return this.log.subscribe({ topics: [topic], group: 'training' }, async (events, signal) => {
      for (const { data } of events) {
        signal.throwIfAborted();
        await hear(data as Told);
      }
    });
  }
}
