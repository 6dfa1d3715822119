import type { Expired } from '@mesh/lake';
import { durationMs, type DatasetPort } from '@mesh/product';
import type { Logger } from '../observability/logger.js';
import type { HostedProduct } from '../product/hosted-products.js';
import type { KeptProduct } from './person-eraser.js';

const EVERY_MS = 6 * 3_600_000;

/** How often it looks, and by which clock. */
export interface RetentionSchedule {
  /** Default six hours. */
  readonly everyMs?: number;
  readonly clock?: () => Date;
  /** Told of days that were removed, and of a dataset whose days could not be removed yet. */
  readonly onExpired?: (product: HostedProduct, port: string, expired: Expired) => Promise<void> | void;
  readonly onFailed?: (product: HostedProduct, port: string) => void;
}

/**
 * Removes days from datasets once the retention that their product promises is over. Only rows that events brought grow
 * old so: a dataset of the service's own source is as old as its source.
 */
export class LakeRetention {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly kept: readonly KeptProduct[],
    private readonly logger: Logger,
    private readonly schedule: RetentionSchedule = {},
  ) {}

  start(): void {
    this.running = this.removeAll();
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.removeAll());
    }, this.schedule.everyMs ?? EVERY_MS).unref();
  }

  /** Resolves when the removal in hand is over. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async removeAll(): Promise<void> {
    const now = this.schedule.clock?.() ?? new Date();
    for (const { product, datasets } of this.kept) {
      const { declared, names } = product.served;
      const oldest = new Date(now.getTime() - durationMs(declared.promises.retention)).toISOString().slice(0, 10);
      for (const [name, dataset] of datasets) {
        if ((declared.ports[name] as DatasetPort).lands === undefined) continue;
        try {
          const expired = await dataset.removeBefore(oldest);
          const { rows, days } = expired;
          if (days.length === 0) continue;
          await this.schedule.onExpired?.(product, name, expired);
          this.logger.info({ dataset: names.port(name), rows, days: days.length }, 'the retention of days is over');
        } catch (cause) {
          this.schedule.onFailed?.(product, name);
          this.logger.warn({ dataset: names.port(name), cause }, 'days past their retention could not be removed yet');
        }
      }
    }
  }
}
