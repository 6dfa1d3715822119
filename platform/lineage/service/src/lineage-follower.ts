import type { Provider } from '@nestjs/common';

import { Database, migrate } from '@mesh/database';
import { EventLog } from '@mesh/events';
import { LINEAGE_TOPIC } from '@mesh/lineage';
import { TopicFollower } from '@mesh/runtime';

import { checkedEvent } from './event-check.js';
import { LineageStore } from './lineage-store.js';
import { LINEAGE_MIGRATIONS } from './lineage.migrations.js';

/** Follows the events that services emit into the store; an invalid one ends among the dead letters. */
export const lineageFollower: Provider = {
  provide: Symbol('LineageFollower'),
  inject: [Database, EventLog, LineageStore],
  useFactory: async (database: Database, log: EventLog, store: LineageStore) => {
    await migrate(database, 'lineage', LINEAGE_MIGRATIONS);
    return new TopicFollower(log, { topic: LINEAGE_TOPIC, group: 'lineage' }, async (events, signal) => {
      const checked = events.map(({ data }) => checkedEvent(data));
      signal.throwIfAborted();
      await store.store(checked);
    });
  },
};
