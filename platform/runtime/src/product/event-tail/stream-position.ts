import type { PartitionRange } from '@mesh/events';

/** The next offset of each partition: where a stream of a topic stands. */
export type StreamPosition = ReadonlyMap<number, number>;

const POSITION = /^\d{1,5}:\d{1,15}(,\d{1,5}:\d{1,15}){0,999}$/;

/** As an event id of the stream: `0:12,1:7`. */
export const positionText = (position: StreamPosition): string =>
  [...position].map(([partition, offset]) => `${partition}:${offset}`).join(',');

/**
 * Reads what `positionText` wrote; a partition that came later begins at its start. Undefined for a text that is no
 * position of this topic: another form, an unknown partition, an offset that was never given out.
 */
export function readPosition(text: string, ranges: readonly PartitionRange[]): StreamPosition | undefined {
  if (!POSITION.test(text)) return undefined;
  const named = new Map(text.split(',').map((part) => part.split(':').map(Number) as [number, number]));
  const known = new Map(ranges.map((range) => [range.partition, range]));
  for (const [partition, offset] of named) {
    const range = known.get(partition);
    if (range === undefined || offset > range.next) return undefined;
  }
  return new Map(ranges.map(({ partition, earliest }) => [partition, named.get(partition) ?? earliest]));
}
