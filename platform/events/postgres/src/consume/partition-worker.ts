import type { LoggedEvent } from '@mesh/events';
import type { Reader } from '../read/reader.js';
import type { Database } from '@mesh/database';
import type { Schemas } from '../schemas.js';
import { Bell } from './bell.js';
import type { Claim } from './claim.js';
import { Delivery, type DeliverySettings, type Outcome } from './delivery.js';
import { toRedeliver } from './redelivery.js';
import { ofDeadLetters, ofTheLog } from './settlement.js';

export interface WorkerSettings extends Omit<DeliverySettings, 'isStopping' | 'signal' | 'pause'> {
  readonly database: Database;
  readonly schemas: Schemas;
  readonly claim: Claim;
  readonly reader: Pick<Reader, 'read'>;
  /** Rung when the partition may have something new. */
  readonly bell: Bell;
  readonly maxBatch: number;
  readonly lingerMs: number;
  /** An idle partition is looked at this often although nobody rang. */
  readonly pollMs: number;
  readonly report: (error: unknown) => void;
}

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;
/** How often a lingering reader looks whether its batch is full. */
const LOOKS_A_LINGER = 4;

/** Reads, hands over and commits one partition, batch after batch, until it is stopped or the claim is lost. */
export class PartitionWorker {
  readonly claim: Claim;
  /** Resolves when the batch in hand is finished and no other will begin. */
  readonly finished: Promise<void>;
  private readonly abortion = new AbortController();
  private readonly delivery: Delivery;
  private readonly stopBell = new Bell();
  private isStopping = false;
  private hasDeadLetters = false;
  private offset: number;

  constructor(
    private readonly settings: WorkerSettings,
    from: number,
  ) {
    this.claim = settings.claim;
    this.offset = from;
    this.delivery = new Delivery({
      ...settings,
      isStopping: () => this.isStopping,
      pause: (ms) => this.stopBell.wait(ms),
      signal: this.abortion.signal,
    });
    this.finished = this.run();
  }

  /** Has dead letters of the partition delivered again, after the batch in hand. */
  redeliver(): void {
    this.hasDeadLetters = true;
    this.settings.bell.ring();
  }

  /** Lets the batch in hand finish. */
  stop(): void {
    this.isStopping = true;
    this.settings.bell.ring();
    this.stopBell.ring();
  }

  /** Tells the handler that its effect must not become durable. */
  abort(): void {
    this.abortion.abort();
    this.stop();
  }

  private async run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!this.isStopping) {
      try {
        await this.step();
        retryMs = FIRST_RETRY_MS;
      } catch (error) {
        this.settings.report(error);
        await this.stopBell.wait(retryMs);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      }
    }
  }

  private async step(): Promise<void> {
    const { bell, pollMs, database } = this.settings;
    bell.reset();
    if (this.hasDeadLetters) return this.deliverDeadLetters();
    const events = await this.fill();
    if (this.isStopping) return;
    if (events.length === 0) return bell.wait(pollMs);
    bell.reset();
    const outcome = await this.delivery.deliver(events, ofTheLog(database, this.claim));
    if (outcome === 'lost') this.abort();
    else if (outcome === 'committed') this.offset = (events.at(-1)?.offset ?? 0) + 1;
  }

  /** Each by itself: what has died once shall not hold up another. */
  private async deliverDeadLetters(): Promise<void> {
    const { database, schemas, maxBatch } = this.settings;
    this.hasDeadLetters = false;
    const letters = await toRedeliver(database, schemas, this.claim, maxBatch);
    let outcome: Outcome = 'committed';
    for (const letter of letters) {
      outcome = await this.delivery.deliver([letter], ofDeadLetters(database, this.claim));
      if (outcome !== 'committed' || this.isStopping) break;
    }
    if (outcome === 'lost') this.abort();
    else if (letters.length === maxBatch) this.hasDeadLetters = true;
  }

  private async fill(): Promise<readonly LoggedEvent[]> {
    const { maxBatch, lingerMs } = this.settings;
    const events = [...(await this.read(this.offset, maxBatch))];
    if (lingerMs === 0 || events.length === 0) return events;
    const deadline = performance.now() + lingerMs;
    // A busy writer rings with each flush: looking in a few times is enough, and nothing is read twice.
    for (let leftMs = lingerMs; leftMs > 0 && events.length < maxBatch && !this.isStopping;) {
      await this.stopBell.wait(Math.min(leftMs, Math.ceil(lingerMs / LOOKS_A_LINGER)));
      events.push(...(await this.read(this.offset + events.length, maxBatch - events.length)));
      leftMs = deadline - performance.now();
    }
    return events;
  }

  private read(offset: number, limit: number): Promise<readonly LoggedEvent[]> {
    const { reader, claim } = this.settings;
    return reader.read(claim.topic, claim.partition, { offset, limit });
  }
}
