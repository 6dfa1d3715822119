import { describeAppending } from './appending.js';
import { describeConsuming } from './consuming.js';
import { describeCrashing } from './crashing.js';
import { describeDeadLetters } from './dead-letters.js';
import { describeFailing } from './failing.js';
import type { OpenedLog } from './harness.js';
import { describeInbox } from './inbox.js';
import { describeOutbox } from './outbox.js';
import { describeReading } from './reading.js';
import { describeTransforming } from './transforming.js';

/** The behaviour of every event log: an adapter's spec calls it with a way to open the adapter on a fresh store. */
export function describeEventLog(name: string, open: () => Promise<OpenedLog>): void {
  describe(`given the event log ${name}`, () => {
    let current: OpenedLog | undefined;
    const opened = () => {
      if (current === undefined) throw new Error('the log is open only while a test runs');
      return current;
    };

    beforeAll(async () => {
      current = await open();
    });
    afterAll(() => current?.close());

    describeAppending(opened);
    describeReading(opened);
    describeConsuming(opened);
    describeFailing(opened);
    describeDeadLetters(opened);
    describeTransforming(opened);
    describeCrashing(opened);
    describeInbox(opened);
    describeOutbox(opened);
  });
}
