import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { Database, migrate } from '@mesh/database';
import { EventLog, Outbox } from '@mesh/events';
import { LINEAGE_TOPIC } from '@mesh/lineage';
import { ALIAS_MOVED_TOPIC } from '@mesh/models';

import { MODELS_MIGRATIONS } from './models.migrations.js';

/** Makes the tables and the topic, and finishes what an earlier process had not published. */
@Injectable()
export class ModelsStartup implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  async onModuleInit(): Promise<void> {
    await migrate(this.database, 'models', MODELS_MIGRATIONS);
    for (const name of [ALIAS_MOVED_TOPIC, LINEAGE_TOPIC]) await this.log.declareTopic({ name });
    await this.outbox.deliver();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.outbox.close();
  }
}
