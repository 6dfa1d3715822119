import type { Topic } from '../topics/topics.js';
import { patiently, within } from '../wire/patiently.js';
import type { Wire } from '../wire/wire.js';

/** Which end of a partition, besides a time in milliseconds. */
export const EARLIEST = -2;
export const LATEST = -1;

export const COMMITTED = 1;
export const UNCOMMITTED = 0;

const ANSWERED_WITHIN_MS = 10_000;

/** Asks the leaders of all partitions for the offset of a time or an end; absent where there is none. */
export function offsetsOf(
  wire: Wire,
  { name: topic }: Pick<Topic, 'name'>,
  timestamp: number,
  isolationLevel = COMMITTED,
): Promise<ReadonlyMap<number, number>> {
  return patiently(
    async () => {
      const leaders = await wire.leadersOf(topic);
      const byNode = new Map<number, { partition: number; timestamp: number }[]>();
      for (const [partition, node] of leaders)
        byNode.set(node, [...(byNode.get(node) ?? []), { partition, timestamp }]);
      const answers = await Promise.all(
        [...byNode].map(async ([node, partitions]) => {
          const broker = await wire.node(node);
          return broker.listOffsets({ isolationLevel, topics: [{ topic, partitions }] });
        }),
      );
      const found = answers.flatMap(({ responses }) => responses.flatMap(({ partitions }) => partitions));
      const known = found.filter(({ offset }) => Number(offset) >= 0);
      return new Map(
        known.map(({ partition, offset }) => [partition, Number(offset)] as const).sort(([a], [b]) => a - b),
      );
    },
    { ...within(ANSWERED_WITHIN_MS), missed: () => wire.forgetLeaders(topic) },
  );
}
