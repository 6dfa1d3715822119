import { setTimeout as wait } from 'node:timers/promises';
import type { UploadTerms } from '@mesh/ingest';
import type { PartSource } from '../part-source.js';
import { mergedRows } from './merged-rows.js';
import { timedFile } from './timed-rows.js';

/** How a file is replayed. */
export interface Replay {
  readonly file: string;
  readonly terms: UploadTerms;
  /** The column or field by whose times the rows are sent. */
  readonly at: string;
  /** Seconds of the file in a second of the clock. */
  readonly speed: number;
  /** Milliseconds; default `Date.now`. */
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<unknown>;
}

const LINE_FEED = Buffer.from('\n');
/** Rows that are due within so short a time travel together. */
const TOGETHER_MS = 50;
const MOST_BYTES = 4 * 1_048_576;

/**
 * A file in the order of its times, each row when it is due: its gaps are gaps again. The parts are those of a file whose
 * rows stand in that order; what the service has already is passed over, and the clock begins with the first row after it.
 */
export async function replayParts({
  file,
  terms,
  at,
  speed,
  now = Date.now,
  pause = wait,
}: Replay): Promise<PartSource> {
  const { header, runs, rowTime } = await timedFile(file, at, terms);
  const rows = mergedRows(file, { runs, rowTime }, terms);
  /** Lines that were given and may have to be given again, from `start` on. */
  let held: Buffer[] = header === undefined ? [] : [Buffer.concat([header, LINE_FEED])];
  let start = 0;
  let reach = held[0]?.length ?? 0;
  let next = await rows.next();
  let clock: { readonly rowMs: number; readonly startedMs: number } | undefined;

  const take = (): void => {
    if (next.done === true) return;
    const line = Buffer.concat([next.value.bytes, LINE_FEED]);
    held.push(line);
    reach += line.length;
  };
  const dropTo = (offset: number): void => {
    const bytes = Buffer.concat(held).subarray(offset - start);
    held = bytes.length === 0 ? [] : [bytes];
    start = offset;
  };
  const dueMs = (atMs: number): number => {
    if (!Number.isFinite(atMs)) return now();
    clock ??= { rowMs: atMs, startedMs: now() };
    return clock.startedMs + (atMs - clock.rowMs) / speed;
  };

  return {
    size: undefined,
    async part(offset) {
      while (reach < offset && next.done !== true) {
        dropTo(reach);
        take();
        next = await rows.next();
      }
      dropTo(offset);
      const isDue = (): boolean => next.done !== true && dueMs(next.value.atMs) <= now() + TOGETHER_MS;
      if (reach === offset && next.done !== true) {
        for (let left = dueMs(next.value.atMs) - now(); left > 0; left = dueMs(next.value.atMs) - now())
          await pause(Math.min(left, 1_000));
      }
      while (isDue() && reach - start < MOST_BYTES) {
        take();
        next = await rows.next();
      }
      return { bytes: Buffer.concat(held), isLast: next.done === true };
    },
    close: async () => void (await rows.return(undefined)),
  };
}
