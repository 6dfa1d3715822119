import type { Admin } from 'kafkajs';
import { EventErrors, type PartitionRange } from '@mesh/events';
import type { Topic } from '../topics/topics.js';
import { typeOf } from '../wire/codes.js';
import { patiently, within } from '../wire/patiently.js';
import type { Wire } from '../wire/wire.js';
import { progressOf } from './progress-text.js';
import type { Progress } from './window.js';

const ANSWERED_WITHIN_MS = 10_000;
/** Commits of somebody who is no member. */
const NO_GENERATION = -1;

/** Where groups stand. */
export class Cursors {
  constructor(
    private readonly wire: Wire,
    private readonly admin: Admin,
  ) {}

  async committed(topic: Topic, group: string): Promise<ReadonlyMap<number, number>> {
    const all = await this.progress(topic, group);
    return new Map([...all].map(([partition, { offset }]) => [partition, offset]));
  }

  async seek(topic: Topic, group: string, offsets: ReadonlyMap<number, number>): Promise<void> {
    for (const [partition, offset] of offsets) {
      const isInTopic = Number.isInteger(partition) && partition >= 0 && partition < topic.partitions;
      if (!isInTopic || !Number.isSafeInteger(offset) || offset < 0) throw EventErrors.BAD_RANGE();
    }
    const partitions = [...offsets].map(([partition, offset]) => ({ partition, offset: String(offset), metadata: '' }));
    const { groups } = await this.admin.describeGroups([group]);
    if (groups.some(({ members }) => members.length > 0)) throw EventErrors.GROUP_RUNNING();
    try {
      await this.ask(group, (broker) =>
        broker.offsetCommit({
          groupId: group,
          groupGenerationId: NO_GENERATION,
          memberId: '',
          topics: [{ topic: topic.name, partitions }],
        }),
      );
    } catch (error) {
      // A member came in between: the coordinator takes commits of its members only.
      if (RUNNING.has(typeOf(error))) throw EventErrors.GROUP_RUNNING();
      throw error;
    }
  }

  /** Events that are not committed; places without an event, such as the ends of transactions, count until they are passed. */
  async lag(topic: Topic, group: string, ranges: readonly PartitionRange[]): Promise<number> {
    const all = await this.progress(topic, group);
    return ranges.reduce((sum, { partition, earliest, next }) => {
      const { offset = 0, ahead = [] } = all.get(partition) ?? {};
      const done = ahead.reduce((count, [from, to]) => count + to - from, 0);
      return sum + Math.max(0, next - Math.max(offset, earliest) - done);
    }, 0);
  }

  private async progress(topic: Topic, group: string): Promise<ReadonlyMap<number, Progress>> {
    const partitions = Array.from({ length: topic.partitions }, (_, partition) => ({ partition }));
    const { responses } = await this.ask(group, (broker) =>
      broker.offsetFetch({ groupId: group, topics: [{ topic: topic.name, partitions }] }),
    );
    const found = responses.flatMap((response) => response.partitions).sort((a, b) => a.partition - b.partition);
    return new Map(
      found
        .filter(({ offset }) => Number(offset) >= 0)
        .map(({ partition, offset, metadata }) => [partition, progressOf(Number(offset), metadata)]),
    );
  }

  private ask<Result>(group: string, ask: Parameters<typeof this.wire.askCoordinator<Result>>[1]): Promise<Result> {
    const find = () => this.wire.groupCoordinator(group);
    return patiently(() => this.wire.askCoordinator(find, ask), within(ANSWERED_WITHIN_MS));
  }
}

const RUNNING: ReadonlySet<string> = new Set(['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'REBALANCE_IN_PROGRESS']);
