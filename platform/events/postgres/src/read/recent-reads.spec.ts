import type { LoggedEvent } from '@mesh/events';
import fc from 'fast-check';
import type { Topic } from '../topics.js';
import { RecentReads } from './recent-reads.js';

const TOPIC = { id: 1, name: 't', partitions: 1 } as Topic;
const event = (offset: number, json = String(offset)): LoggedEvent => ({ offset, json }) as LoggedEvent;
const offsets = (events: readonly LoggedEvent[]): readonly number[] => events.map(({ offset }) => offset);

/** A log of one partition, and the offsets from which it was asked. */
class Partition {
  readonly asked: number[] = [];
  private readonly events: LoggedEvent[] = [];
  private earliest = 0;

  append(count: number, json?: string): void {
    for (let nth = 0; nth < count; nth += 1) this.events.push(event(this.events.length, json));
  }

  dropBefore(offset: number): void {
    this.earliest = Math.max(this.earliest, Math.min(offset, this.events.length));
  }

  read(_topic: Topic, _partition: number, { offset, limit }: { offset: number; limit: number }) {
    this.asked.push(offset);
    const from = Math.max(offset, this.earliest);
    return Promise.resolve(this.events.slice(from, from + limit));
  }
}

describe('given several groups that read one partition', () => {
  let log: Partition;
  let reads: RecentReads;
  const read = async (offset: number, limit: number) => offsets(await reads.read(TOPIC, 0, { offset, limit }));

  beforeEach(() => {
    log = new Partition();
    reads = new RecentReads(log);
  });

  it('asks the log once for what they read one after the other, and at once', async () => {
    log.append(10);
    expect(await Promise.all([read(0, 4), read(0, 4), read(1, 3)])).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2, 3],
      [1, 2, 3],
    ]);
    expect(log.asked).toEqual([0]);
    expect(await read(2, 4)).toEqual([2, 3, 4, 5]);
    expect(log.asked).toEqual([0, 4]);
  });

  it('asks anew for what follows the end', async () => {
    log.append(2);
    expect(await read(0, 4)).toEqual([0, 1]);
    log.append(1);
    expect(await read(0, 4)).toEqual([0, 1, 2]);
    expect(await read(3, 4)).toEqual([]);
    log.append(1);
    expect(await read(3, 4)).toEqual([3]);
  });

  it('knows no event by the place of another where retention has dropped some between', async () => {
    log.append(10);
    expect(await read(0, 2)).toEqual([0, 1]);
    log.dropBefore(5);
    expect(await read(0, 4)).toEqual([0, 1, 5, 6]);
    expect(await read(3, 2)).toEqual([5, 6]);
  });

  it('gives to each, in whatever order they read, the events that follow its offset', async () => {
    const step = fc.oneof(
      fc.record({ append: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ drop: fc.integer({ min: 0, max: 12 }) }),
      fc.record({ group: fc.integer({ min: 0, max: 2 }), limit: fc.integer({ min: 1, max: 7 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        log = new Partition();
        reads = new RecentReads(log);
        const next = [0, 0, 0];
        let [end, dropped] = [0, 0];
        for (const one of steps) {
          if ('append' in one) {
            log.append(one.append);
            end += one.append;
          } else if ('drop' in one) {
            log.dropBefore(one.drop);
            dropped = Math.max(dropped, Math.min(one.drop, end));
          } else {
            const at = next[one.group] as number;
            const found = await read(at, one.limit);
            // None is given twice or out of order; none is missing but what retention dropped.
            found.forEach((offset, nth) =>
              expect(offset).toBeGreaterThan(nth === 0 ? at - 1 : (found[nth - 1] as number)),
            );
            const last = found.at(-1) ?? at - 1;
            const until = found.length < one.limit ? end - 1 : last;
            for (let offset = Math.max(at, dropped); offset <= until; offset += 1) expect(found).toContain(offset);
            next[one.group] = last + 1;
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps no more than a few megabytes', async () => {
    log.append(20, 'x'.repeat(1_048_576));
    expect(await read(0, 20)).toHaveLength(20);
    expect(await read(0, 20)).toHaveLength(20);
    expect(log.asked).toEqual([0, 8]);
  });

  it('goes on when a read has failed', async () => {
    const failing = { read: () => Promise.reject(new Error('away')) };
    reads = new RecentReads(failing);
    const both = [1, 2].map(() => reads.read(TOPIC, 0, { offset: 0, limit: 1 }).catch(({ message }: Error) => message));
    expect(await Promise.all(both)).toEqual(['away', 'away']);
  });
});
