import type { EventLog } from '@mesh/events';
import type { Dataset } from '@mesh/lake';
import type { QualityCheck } from '../quality/quality-check.js';

/** How a dataset stands: its rows, and how far they are behind what happened. */
export interface DatasetState {
  readonly rows: number;
  /** Age of the oldest event that is not readable as a row yet, or 0; absent where no event brings the rows. */
  readonly lagMs?: number;
}

/** An open dataset as its measures are taken. */
export class DatasetWatch {
  constructor(
    readonly port: string,
    readonly quality: QualityCheck,
    private readonly dataset: Dataset,
    private readonly from: { readonly log: EventLog; readonly topic: string } | undefined,
  ) {}

  /** Asks the lake's manifest and the ends of the topic; reads no row. */
  async look(now: Date): Promise<DatasetState> {
    const rows = await this.dataset.count({});
    return this.from === undefined ? { rows } : { rows, lagMs: await this.lag(this.from, now) };
  }

  private async lag({ log, topic }: { readonly log: EventLog; readonly topic: string }, now: Date): Promise<number> {
    const ages = (await log.ranges(topic)).map(async ({ partition, earliest, next }) => {
      const landedTo = Math.max(earliest, await this.dataset.landedTo(`${topic}/${partition}`));
      if (landedTo >= next) return 0;
      const [oldest] = await log.read(topic, partition, landedTo, 1);
      return oldest === undefined ? 0 : now.getTime() - Date.parse(oldest.appendedAt);
    });
    return Math.max(0, ...(await Promise.all(ages)));
  }
}
