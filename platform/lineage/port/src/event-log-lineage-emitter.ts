import { createHash } from 'node:crypto';

import type { EventLog } from '@mesh/events';

import { LINEAGE_TOPIC, type LineageEmitter, type RunEvent } from './lineage.js';

/** Publishes on the event log; the same event emitted again is written once. */
export class EventLogLineageEmitter implements LineageEmitter {
  constructor(
    private readonly log: EventLog,
    /** URN of who emits. */
    private readonly source: string,
  ) {}

  async emit(event: RunEvent): Promise<void> {
    const { namespace, name } = event.job;
    await this.log.append(LINEAGE_TOPIC, [
      {
        id: createHash('sha256').update(JSON.stringify(event)).digest('hex'),
        source: this.source,
        type: LINEAGE_TOPIC,
        time: event.eventTime,
        key: `job:${namespace}/${name}`,
        data: event,
        once: true,
      },
    ]);
  }
}
