import type { Database } from '@mesh/database';
import { causeOf, EventErrors, jsonOfChecked, MAX_EVENTS, type Step, type StepOutput } from '@mesh/events';
import type { Schemas } from '../schemas.js';
import type { Topics } from '../topics.js';
import { EventColumns } from '../write/event-columns.js';
import { Flush } from '../write/flush.js';
import { againWhenLost, writeFlush } from '../write/write-flush.js';
import type { Burial } from './dead-letters.js';
import type { Work } from './work.js';

export interface SteppingParts {
  readonly database: Database;
  readonly topics: Topics;
  readonly schemas: Schemas;
  /** Told of the places (`topic:partition`) that have something new. */
  readonly written: (places: readonly string[]) => void;
}

const MAX_OUTPUT_BYTES = 16 * 1_048_576;

/** Turns the batch into events and writes them in one transaction with the group's cursor: all of it, once, or nothing. */
export const stepping =
  (parts: SteppingParts, step: Step): Work =>
  async (events, keep, signal) => {
    const burials = new Map<number, Burial>();
    const outputs = await step(events, signal, ({ offset }, error) => {
      // By its place: what the step was handed may be a view of the event, as one that was unsealed.
      const event = events.find((each) => each.offset === offset);
      if (event !== undefined) burials.set(offset, { event, cause: causeOf(error), attempts: 1 });
    });
    signal.throwIfAborted();
    const flush = await flushOf(parts.topics, outputs);
    // Before the transaction: within it, they would wait for a second connection.
    await parts.schemas.ids(flush.schemas);
    const isMine = await againWhenLost(() =>
      parts.database.transaction(async (transaction) => {
        // First the cursor: its row stays locked until the commit, so that no new owner can begin meanwhile.
        if (!(await keep(transaction, [...burials.values()]))) return false;
        if (flush.eventCount > 0) await writeFlush(transaction, parts.schemas, flush);
        return true;
      }),
    );
    if (isMine && flush.eventCount > 0) parts.written(flush.places());
    return isMine;
  };

/** All outputs as one flush: partitions are locked in one order, whatever the order of topics. */
async function flushOf(topics: Topics, outputs: readonly StepOutput[]): Promise<Flush> {
  const flush = new Flush(new EventColumns());
  for (const { topic: name, events } of outputs) {
    const topic = topics.remembered(name) ?? (await topics.named(name));
    for (const event of events) {
      flush.add(topic, event, jsonOfChecked(event));
      if (flush.eventCount > MAX_EVENTS || flush.byteLength > MAX_OUTPUT_BYTES) throw EventErrors.TOO_MANY_EVENTS();
    }
  }
  return flush;
}
