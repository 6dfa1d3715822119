import type { KeptProduct } from '../erasure/person-eraser.js';
import type { Logger } from '../observability/logger.js';
import type { Metrics } from '../observability/metrics.js';

const EVERY_MS = 600_000;

export interface UpkeepSchedule {
  /** From the end of one round to the next. Default 10 minutes. */
  readonly everyMs?: number;
}

/** Folds the small files of every dataset now and then, one dataset at a time, whether events or a source fill it. */
export class DatasetUpkeep {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly kept: readonly KeptProduct[],
    private readonly parts: { readonly metrics: Metrics; readonly logger: Logger },
    private readonly schedule: UpkeepSchedule = {},
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.running = this.foldAll().finally(() => {
        if (!this.closed) this.start();
      });
    }, this.schedule.everyMs ?? EVERY_MS).unref();
  }

  /** Resolves when the dataset in hand is folded. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** What fails is told and tried again in the next round. */
  private async foldAll(): Promise<void> {
    for (const { product, datasets } of this.kept) {
      for (const [name, dataset] of datasets) {
        if (this.closed) return;
        const port = product.served.names.port(name);
        try {
          const { folded, written } = await dataset.compact();
          this.parts.metrics.folded(port, { folded, written });
        } catch (cause) {
          this.parts.metrics.upkeepFailed(port);
          this.parts.logger.warn({ port, cause }, 'the small files of a dataset could not be folded yet');
        }
      }
    }
  }
}
