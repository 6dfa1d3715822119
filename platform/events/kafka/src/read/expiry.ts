import type { Admin } from 'kafkajs';
import type { Database } from '@mesh/database';
import { Ledger } from '../once/ledger.js';
import type { Topic, Topics } from '../topics/topics.js';
import type { Wire } from '../wire/wire.js';
import { EARLIEST, LATEST, offsetsOf } from './offsets.js';

export interface ExpiryParts {
  readonly wire: Wire;
  readonly topics: Topics;
  readonly admin: Admin;
  readonly cluster: string;
  readonly database?: Database;
}

/**
 * Drops what is past its retention to the event. Kafka does so by itself, but a whole segment at a time and some time
 * later; what is personal is to be gone when it was promised to be.
 */
export class Expiry {
  constructor(private readonly parts: ExpiryParts) {}

  /** Returns how many offsets went, of the topics that this opening has declared or used. */
  async run(now: Date): Promise<number> {
    let dropped = 0;
    for (const topic of this.parts.topics.all()) {
      if (topic.isCompacted || topic.retentionMs < 0) continue;
      dropped += await this.drop(topic, now.getTime() - topic.retentionMs);
    }
    return dropped;
  }

  private async drop(topic: Topic, beforeMs: number): Promise<number> {
    const { wire, admin } = this.parts;
    if (beforeMs <= 0) return 0;
    const [earliest, young, latest] = await Promise.all([
      offsetsOf(wire, topic, EARLIEST),
      offsetsOf(wire, topic, beforeMs),
      offsetsOf(wire, topic, LATEST),
    ]);
    const due = [...earliest].flatMap(([partition, first]) => {
      const until = Math.min(young.get(partition) ?? Infinity, latest.get(partition) ?? first);
      return until > first ? [{ partition, first, until }] : [];
    });
    if (due.length === 0) return 0;
    const partitions = due.map(({ partition, until }) => ({ partition, offset: String(until) }));
    await admin.deleteTopicRecords({ topic: topic.name, partitions });
    await this.forget(topic, due);
    return due.reduce((sum, { first, until }) => sum + until - first, 0);
  }

  private async forget(topic: Topic, due: readonly { partition: number; until: number }[]): Promise<void> {
    const { database, cluster } = this.parts;
    if (database === undefined) return;
    const ledger = new Ledger(cluster, topic.name);
    for (const { partition, until } of due) await ledger.forget(database, partition, until);
  }
}
