import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { Database, migrate } from '@mesh/database';
import { EventLog, Inbox, Outbox, type Subscription } from '@mesh/events';
import {
  ALIAS_MOVED_TOPIC,
  ARMS_REPORTED_TOPIC,
  ROLLOUT_CHANGED_TOPIC,
  type AliasMoved,
  type ArmsReported,
} from '@mesh/models';

import { RolloutConductor } from './rollout-conductor.js';
import { ROLLOUTS_INBOX, ROLLOUTS_MIGRATIONS } from './rollout.migrations.js';
import { addReport } from './trial-evidence.js';

const REPORTS_GROUP = 'rollouts.arms';
const ALIASES_GROUP = 'rollouts.aliases';

/** Follows what serving processes tell of the arms, each report counted once, and where aliases go. */
@Injectable()
export class RolloutConsumers implements OnModuleInit, OnApplicationShutdown {
  private subscriptions: readonly Subscription[] = [];

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(RolloutConductor) private readonly conductor: RolloutConductor,
  ) {}

  async onModuleInit(): Promise<void> {
    await migrate(this.database, 'rollouts', ROLLOUTS_MIGRATIONS);
    for (const name of [ALIAS_MOVED_TOPIC, ROLLOUT_CHANGED_TOPIC, ARMS_REPORTED_TOPIC])
      await this.log.declareTopic({ name });
    await this.outbox.deliver();
    const inbox = new Inbox(this.database, ROLLOUTS_INBOX, REPORTS_GROUP);
    this.subscriptions = [
      await this.log.subscribe({ topics: [ARMS_REPORTED_TOPIC], group: REPORTS_GROUP }, async (events, signal) => {
        await inbox.handle(
          events,
          async (transaction, fresh) => {
            for (const { data } of fresh) await addReport(transaction, data as ArmsReported);
          },
          signal,
        );
        await this.conductor.reported(events.map(({ data }) => data as ArmsReported));
      }),
      await this.log.subscribe({ topics: [ALIAS_MOVED_TOPIC], group: ALIASES_GROUP }, async (events, signal) => {
        for (const model of new Set(events.map(({ data }) => (data as AliasMoved).model))) {
          signal.throwIfAborted();
          await this.conductor.aliasMoved(model);
        }
      }),
    ];
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.subscriptions.map((subscription) => subscription.close()));
    await this.outbox.close();
  }
}
