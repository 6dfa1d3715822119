import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@mesh/database';
import { EventErrors, jsonOfChecked, MAX_EVENTS, type NewEvent, type Position } from '@mesh/events';
import { logError } from '../log-error.js';
import type { Schemas } from '../schemas.js';
import type { Topic } from '../topics.js';
import { EventColumns } from './event-columns.js';
import { Flush } from './flush.js';
import { againWhenLost, writeFlush } from './write-flush.js';

export interface WriterLimits {
  /** Events that may wait to be written; one append more is refused. */
  readonly maxWaitingEvents: number;
  readonly maxWaitingBytes: number;
  /** An append that is not durable after this long is refused. */
  readonly appendTimeoutMs: number;
  /**
   * How long a busy writer gathers before the next commit, as PostgreSQL's own `commit_delay`: fewer commits for a later
   * answer. An idle one never waits.
   */
  readonly gatherMs: number;
}

const TURNS_BEFORE_FLUSH = 3;
const MAX_SPARE = 2;
const FLUSH_EVENTS = 5_000;
const FLUSH_BYTES = 4 * 1_048_576;
const MAX_APPEND_BYTES = 16 * 1_048_576;

/** Group commit: what is appended while a flush is being written goes into the next one, over all topics. */
export class Writer {
  private readonly queue: Flush[] = [];
  private readonly spare: EventColumns[] = [];
  private waitingEvents = 0;
  private waitingBytes = 0;
  private writing: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly schemas: Schemas,
    private readonly limits: WriterLimits,
    private readonly written: (places: readonly string[]) => void,
  ) {}

  append(topic: Topic, events: readonly NewEvent[]): Promise<readonly Position[]> {
    if (events.length > MAX_EVENTS) throw EventErrors.TOO_MANY_EVENTS();
    // All are checked before the first is taken: an append is refused as a whole.
    const texts = events.length === 1 ? [jsonOfChecked(events[0] as NewEvent)] : events.map(jsonOfChecked);
    if (events.length === 0) return Promise.resolve([]);
    this.admit(events.length, texts);
    const flush = this.gathering();
    const bytesBefore = flush.byteLength;
    for (let nth = 0; nth < events.length; nth += 1) flush.add(topic, events[nth] as NewEvent, texts[nth] as string);
    this.waitingEvents += events.length;
    this.waitingBytes += flush.byteLength - bytesBefore;
    const positions = flush.await(events.length);
    this.writing ??= this.drain();
    return positions;
  }

  /** Resolves when all that was appended is answered. */
  async close(): Promise<void> {
    await this.writing;
  }

  private admit(count: number, texts: readonly string[]): void {
    let length = 0;
    for (const text of texts) length += text.length;
    if (length > MAX_APPEND_BYTES) throw EventErrors.TOO_MANY_EVENTS();
    // An idle log takes any append within the limits of one.
    if (this.waitingEvents === 0) return;
    const isFull =
      this.waitingEvents + count > this.limits.maxWaitingEvents ||
      this.waitingBytes + length > this.limits.maxWaitingBytes;
    if (isFull) throw EventErrors.LOG_FULL();
  }

  private gathering(): Flush {
    const last = this.queue.at(-1);
    if (last !== undefined && last.eventCount < FLUSH_EVENTS && last.byteLength < FLUSH_BYTES) return last;
    const next = new Flush(this.spare.pop() ?? new EventColumns());
    this.queue.push(next);
    return next;
  }

  private async drain(): Promise<void> {
    for (let isBusy = false; this.queue.length > 0; isBusy = true) {
      if (isBusy && this.limits.gatherMs > 0) await pause(this.limits.gatherMs);
      // Under load a turn brings several calls, and a commit costs the same for all; an idle log turns at once.
      else for (let turn = 0; turn < TURNS_BEFORE_FLUSH; turn += 1) await nextTurn();
      const flush = this.queue.shift() as Flush;
      const { eventCount, byteLength } = flush;
      const answer = await this.writeInTime(flush);
      // Room is made before the writers hear, who may well append again at once.
      this.waitingEvents -= eventCount;
      this.waitingBytes -= byteLength;
      answer();
    }
    this.writing = undefined;
  }

  private async writeInTime(flush: Flush): Promise<() => void> {
    const tooSlow = () => flush.reject(EventErrors.APPEND_TOO_SLOW());
    const leftMs = flush.openedAtMs + this.limits.appendTimeoutMs - performance.now();
    if (leftMs <= 0) return tooSlow;
    const timer = setTimeout(tooSlow, leftMs);
    try {
      const answer = await againWhenLost(() => writeFlush(this.database, this.schemas, flush));
      this.written(flush.places());
      this.keep(flush.columns);
      return answer;
    } catch (error) {
      return () => flush.reject(logError(error));
    } finally {
      clearTimeout(timer);
    }
  }

  /** Only columns of a write that was answered are free: one that was given up may still be on its way. */
  private keep(columns: EventColumns): void {
    if (this.spare.length >= MAX_SPARE || !columns.isWorthKeeping) return;
    columns.reset();
    this.spare.push(columns);
  }
}
