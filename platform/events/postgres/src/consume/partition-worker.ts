import type { LoggedEvent } from '@mesh/events';
import type { Reader } from '../read/reader.js';
import { Bell } from './bell.js';
import type { Claim } from './claim.js';
import { Delivery, type DeliverySettings } from './delivery.js';

export interface WorkerSettings extends Omit<DeliverySettings, 'isStopping' | 'signal' | 'pause'> {
  readonly reader: Reader;
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

/** Reads, hands over and commits one partition, batch after batch, until it is stopped or the claim is lost. */
export class PartitionWorker {
  readonly claim: Claim;
  /** Resolves when the batch in hand is finished and no other will begin. */
  readonly finished: Promise<void>;
  private readonly abortion = new AbortController();
  private readonly delivery: Delivery;
  private readonly stopBell = new Bell();
  private isStopping = false;
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
    const { bell, pollMs } = this.settings;
    bell.reset();
    const events = await this.fill();
    if (this.isStopping) return;
    if (events.length === 0) return bell.wait(pollMs);
    bell.reset();
    const outcome = await this.delivery.deliver(events);
    if (outcome === 'lost') this.abort();
    else if (outcome === 'committed') this.offset = (events.at(-1)?.offset ?? 0) + 1;
  }

  private async fill(): Promise<readonly LoggedEvent[]> {
    const { maxBatch, lingerMs } = this.settings;
    const events = await this.read();
    if (lingerMs === 0 || events.length === 0 || events.length === maxBatch) return events;
    const deadline = performance.now() + lingerMs;
    // Rings say that more came; the wait goes on until the batch is full or the time is over.
    for (let leftMs = lingerMs; leftMs > 0 && !this.isStopping; leftMs = deadline - performance.now()) {
      this.settings.bell.reset();
      await this.settings.bell.wait(leftMs);
      const more = await this.read();
      if (more.length === maxBatch || performance.now() >= deadline) return more;
    }
    return events;
  }

  private read(): Promise<readonly LoggedEvent[]> {
    const { reader, claim, maxBatch } = this.settings;
    return reader.read(claim.topic, claim.partition, { offset: this.offset, limit: maxBatch });
  }
}
