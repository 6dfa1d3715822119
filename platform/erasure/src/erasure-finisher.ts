import type { ErasureReport } from '@mesh/access';
import type { LoggedEvent } from '@mesh/events';
import type { Subjects } from '@mesh/events-sealed';
import type { ErasureStore } from './erasure-store.js';

/** Ends erasures: when every domain has cleared its stores, it destroys what tells who is behind the tokens in the log. */
export class ErasureFinisher {
  constructor(
    private readonly store: ErasureStore,
    private readonly subjects: Subjects,
  ) {}

  /** Takes reports; may be repeated, whatever a crash left undone. */
  async handle(events: readonly LoggedEvent[]): Promise<void> {
    const reports = events.map(({ data }) => data as ErasureReport);
    for (const report of reports) await this.store.cleared(report);
    const ripe = await this.store.ripe(reports.map(({ id }) => id));
    if (ripe.size === 0) return;
    await this.subjects.forget([...ripe.values()].flat());
    await this.store.erased([...ripe.keys()], new Date());
  }
}
