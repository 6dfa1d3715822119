import type { EventLog } from '@mesh/events';
import type { RowRejected } from '@mesh/product';
import type { UploadProgress } from './upload-store.js';

/** Rejections of one upload, in order; with `next`, there may be more from there on. */
export interface RejectedPage {
  readonly rejects: readonly RowRejected[];
  readonly next?: string;
}

/** Which of them are asked for. */
export interface RejectedWish {
  readonly upload: string;
  readonly sentBy: string;
  readonly port: string;
  readonly first: UploadProgress['firstReject'];
  /** Where the page before ended. */
  readonly cursor?: number | undefined;
  readonly limit: number;
}

const EVENTS_A_READ = 1_000;
/** Rejections of other uploads stand between; a page ends after so many, full or not. */
const MOST_READS_A_PAGE = 20;

/** Reads them where they were told: an upload's are all in one partition, from its first on. */
export async function rejectedRows(log: EventLog, topic: string, wish: RejectedWish): Promise<RejectedPage> {
  const { first, limit } = wish;
  if (first === undefined) return { rejects: [] };
  const range = (await log.ranges(topic)).find(({ partition }) => partition === first.partition);
  let offset = Math.max(wish.cursor ?? 0, first.offset, range?.earliest ?? 0);
  const rejects: RowRejected[] = [];
  for (let reads = 0; reads < MOST_READS_A_PAGE; reads += 1) {
    const events = await log.read(topic, first.partition, offset, EVENTS_A_READ);
    for (const event of events) {
      if (rejects.length >= limit) return { rejects, next: String(event.offset) };
      offset = event.offset + 1;
      const row = event.data as RowRejected;
      if (row.upload === wish.upload && row.port === wish.port && row.sentBy === wish.sentBy) rejects.push(row);
    }
    // A log may give fewer than it has, and may have fewer than its offsets say.
    if (events.length === 0 || offset >= (range?.next ?? 0)) return { rejects };
  }
  return { rejects, next: String(offset) };
}
