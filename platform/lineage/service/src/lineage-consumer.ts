import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { Database, migrate } from '@mesh/database';
import { EventLog, type Subscription } from '@mesh/events';
import { LINEAGE_TOPIC } from '@mesh/lineage';

import { checkedEvent } from './event-check.js';
import { LineageStore } from './lineage-store.js';
import { LINEAGE_MIGRATIONS } from './lineage.migrations.js';

/** Follows the events that services emit into the store; an invalid one ends among the dead letters. */
@Injectable()
export class LineageConsumer implements OnModuleInit, OnApplicationShutdown {
  private subscription: Subscription | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(LineageStore) private readonly store: LineageStore,
  ) {}

  async onModuleInit(): Promise<void> {
    await migrate(this.database, 'lineage', LINEAGE_MIGRATIONS);
    await this.log.declareTopic({ name: LINEAGE_TOPIC });
    this.subscription = await this.log.subscribe(
      { topics: [LINEAGE_TOPIC], group: 'lineage' },
      async (events, signal) => {
        const checked = events.map(({ data }) => checkedEvent(data));
        signal.throwIfAborted();
        await this.store.store(checked);
      },
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.subscription?.close();
  }
}
