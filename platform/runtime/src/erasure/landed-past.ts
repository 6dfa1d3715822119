import { setTimeout as pause } from 'node:timers/promises';
import type { EventLog } from '@mesh/events';
import type { Dataset } from '@mesh/lake';
import { ErasingErrors } from './erasing.errors.js';

const LOOK_EVERY_MS = 250;
const LONGEST_WAIT_MS = 60_000;

/**
 * Resolves once all that stands in a topic now has landed in the dataset; raises ERASING.NOT_LANDED_YET when that takes too
 * long, to be tried again. A log may have offsets without an event, hence the look at what is left.
 */
export async function landedPast(log: EventLog, topic: string, dataset: Dataset, signal: AbortSignal): Promise<void> {
  const ranges = await log.ranges(topic);
  const until = Date.now() + LONGEST_WAIT_MS;
  for (const { partition, earliest, next } of ranges) {
    for (;;) {
      signal.throwIfAborted();
      const landed = Math.max(earliest, await dataset.landedTo(`${topic}/${partition}`));
      if (landed >= next || (await log.read(topic, partition, landed, 1)).every(({ offset }) => offset >= next)) break;
      if (Date.now() > until) throw ErasingErrors.NOT_LANDED_YET({ topic });
      await pause(LOOK_EVERY_MS, undefined, { signal });
    }
  }
}
