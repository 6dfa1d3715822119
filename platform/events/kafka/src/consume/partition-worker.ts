import { causeOf } from '@mesh/events';
import { MeshError } from '@mesh/product';
import { KafkaErrors } from '../kafka.errors.js';
import { EventReader } from '../message/event-reader.js';
import type { KafkaEvent } from '../message/kafka-event.js';
import { Redelivered } from '../message/redelivered.js';
import { Unreadable } from '../message/unreadable.js';
import type { FetchAnswer } from '../wire/fetch.js';
import type { NewRecord } from '../wire/record-batch.js';
import { readRecords } from '../wire/read-records.js';
import { Bell } from './bell.js';
import type { FetchTarget } from './fetcher.js';
import { MOST_RANGES } from './progress-text.js';
import { Turns, type Turn, type TurnSettings } from './turns.js';
import { Window, type Progress } from './window.js';
import type { Burial, Settlement, TopicPartition, Work } from './work.js';

export interface WorkerSettings extends TurnSettings {
  readonly place: TopicPartition;
  readonly work: Work;
  readonly lingerMs: number;
  /** A turn begins at least so long after the last one did, unless it is full. */
  readonly paceMs: number;
  /** Somebody should read again: there is room. */
  readonly hasRoom: () => void;
  /** Where a partition begins whose wanted events have expired. */
  readonly earliest: () => Promise<number>;
  readonly letterOf: (event: KafkaEvent, cause: string, attempts: number) => NewRecord;
  /** The end of a letter that came back and was worked through. */
  readonly endOf: (event: Redelivered) => NewRecord;
  readonly report: (error: unknown) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const IDLE_MS = 1_000;
/** Events that wait read take at most about this much memory for each partition. */
const MOST_BYTES = 16 * 1_048_576;
const LEAST_WINDOW = 2_000;

/** Hands over and commits one partition, turn after turn, until it is stopped or the partition is lost. */
export class PartitionWorker implements FetchTarget {
  /** Resolves when the batch in hand is finished and no other will begin. */
  readonly finished: Promise<void>;
  readonly topic: string;
  readonly partition: number;
  private readonly abortion = new AbortController();
  private readonly bell = new Bell();
  private readonly reader = new EventReader();
  private readonly beganMs = performance.now();
  private readonly returned = new Set<Redelivered>();
  private readonly turns: Turns;
  private readonly window: Window;
  private committed: number;
  private isStopping = false;
  private waitingBytes = 0;
  private firstWaitedMs = 0;
  private turnBeganMs = -Infinity;
  position: number;

  constructor(
    private readonly settings: WorkerSettings,
    from: Progress,
  ) {
    ({ topic: this.topic, partition: this.partition } = settings.place);
    this.turns = new Turns(settings);
    this.window = new Window(from.offset, from.ahead);
    this.position = from.offset;
    this.committed = from.offset;
    this.finished = this.run()
      .catch(settings.report)
      .finally(() => this.giveBack());
  }

  get isLost(): boolean {
    return this.abortion.signal.aborted;
  }

  get wantsMore(): boolean {
    const { maxBatch } = this.settings;
    return (
      !this.isStopping &&
      this.turns.waiting < maxBatch &&
      this.waitingBytes < MOST_BYTES &&
      this.window.size < Math.max(4 * maxBatch, LEAST_WINDOW)
    );
  }

  take(answer: FetchAnswer): void {
    const { records, next } = readRecords(answer, this.position);
    if (next === this.position) return;
    this.position = next;
    const events = records.map((record) => this.reader.read(this.settings.place, record));
    if (this.turns.waiting === 0) this.firstWaitedMs = performance.now();
    this.turns.add(this.window.add(events, next));
    for (const { json } of events) this.waitingBytes += json.length;
    this.bell.ring();
  }

  async outOfRange(): Promise<void> {
    const earliest = await this.settings.earliest();
    this.settings.report(KafkaErrors.EVENTS_EXPIRED({ ...this.settings.place, from: this.position, to: earliest }));
    this.position = earliest;
    this.window.add([], earliest);
    this.bell.ring();
  }

  /** Takes a dead event that is given back, unless it may have been settled before this worker began. */
  takeBack(event: Redelivered, openAtMs: number): void {
    if (this.isStopping || openAtMs < this.beganMs) return;
    event.isTaken = true;
    this.returned.add(event);
    this.turns.addBack(event);
    this.bell.ring();
  }

  /** Lets the batch in hand finish. */
  stop(): void {
    this.isStopping = true;
    this.bell.ring();
  }

  /** Tells the handler that its effect must not become durable. */
  abort(): void {
    this.abortion.abort();
    this.stop();
  }

  private async run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.isStopping) {
      try {
        await this.step();
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        this.settings.report(error);
        await this.bell.wait(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
    if (!this.isLost && !(await this.settings.work.settled())) this.abortion.abort();
  }

  private async step(): Promise<void> {
    if (!this.settings.work.isMine()) return this.abort();
    const nowMs = performance.now();
    const turn = this.turns.next(nowMs, this.isFull(nowMs));
    if (turn === undefined) return this.rest(nowMs);
    this.turnBeganMs = nowMs;
    this.settings.hasRoom();
    await this.takeTurn(turn);
    if (this.turns.waiting === 0) this.waitingBytes = 0;
    this.firstWaitedMs = performance.now();
    this.settings.hasRoom();
  }

  /** Whether what waits need not wait for company any longer. */
  private isFull(nowMs: number): boolean {
    if (this.window.ranges > MOST_RANGES) return false;
    if (this.turns.waiting >= this.settings.maxBatch || this.waitingBytes >= MOST_BYTES) return true;
    return nowMs >= this.beginsMs;
  }

  /** When a turn that is not full may begin. */
  private get beginsMs(): number {
    const { lingerMs, paceMs } = this.settings;
    return Math.max(lingerMs === 0 ? -Infinity : this.firstWaitedMs + lingerMs, this.turnBeganMs + paceMs);
  }

  private async rest(nowMs: number): Promise<void> {
    const { offset } = this.window.progress();
    // Behind the last event there may be places without one, such as the ends of transactions.
    if (this.turns.waiting === 0 && this.window.size === 0 && offset !== this.committed) await this.commit();
    const beginsMs = this.turns.waiting > 0 ? this.beginsMs : Infinity;
    await this.bell.wait(Math.min(this.turns.dueMs, beginsMs, nowMs + IDLE_MS) - nowMs);
  }

  private async takeTurn(turn: Turn): Promise<void> {
    const { work } = this.settings;
    const { events } = turn;
    const original = events[0] instanceof Redelivered ? events[0].original : events[0];
    if (original instanceof Unreadable) return this.bury(turn, { cause: original.cause, attempts: 1 });
    try {
      const isMine = await work.run(events, (burials) => this.settlementOf(turn, burials), this.abortion.signal);
      return isMine ? this.finish(turn) : this.abort();
    } catch (error) {
      if (this.isLost) return;
      const isPassing = error instanceof MeshError && error.retryable;
      const consequence = this.turns.failed(turn, isPassing, performance.now());
      if (consequence.is === 'bury')
        await this.bury(consequence.turn, { cause: causeOf(error), attempts: consequence.attempts });
    }
  }

  private settlementOf({ events }: Turn, burials: readonly Burial[] = []): Settlement {
    const letters = burials.flatMap(({ offset, cause, attempts }) => {
      const event = events.find((each) => each.offset === offset);
      return event === undefined ? [] : [this.letterOf(event, { cause, attempts })];
    });
    const [first] = events;
    if (!(first instanceof Redelivered)) return { progress: this.window.progressAfter(events), letters };
    return { letters: letters.length > 0 ? letters : [this.settings.endOf(first)] };
  }

  private async bury(turn: Turn, { cause, attempts }: { cause: string; attempts: number }): Promise<void> {
    const event = turn.events[0] as KafkaEvent;
    const settlement = this.settlementOf(turn, [{ offset: event.offset, cause, attempts }]);
    if (await this.settings.work.settle(settlement, this.abortion.signal)) this.finish(turn);
    else this.abort();
  }

  private letterOf(event: KafkaEvent, { cause, attempts }: { cause: string; attempts: number }): NewRecord {
    const before = event instanceof Redelivered ? event.attemptsBefore : 0;
    return this.settings.letterOf(event, cause, before + attempts);
  }

  private finish(turn: Turn): void {
    const [first] = turn.events;
    if (first instanceof Redelivered) this.returned.delete(first);
    else this.window.finish(turn.events);
    this.committed = this.window.progress().offset;
    this.turns.done(turn);
  }

  private async commit(): Promise<void> {
    const progress = this.window.progress();
    if (await this.settings.work.settle({ progress, letters: [] }, this.abortion.signal))
      this.committed = progress.offset;
    else this.abort();
  }

  /** What came back and was not settled is for the next owner, who may be this member. */
  private giveBack(): void {
    for (const event of this.returned) event.isTaken = false;
  }
}
