import { Gauge, type Registry } from 'prom-client';
import type { StreamProgress } from '@mesh/streams';

const MEASURES = [
  ['watermarkLagMs', 'mesh_processing_watermark_lag_seconds', 'How far the slowest watermark is behind the clock.'],
  ['openWindows', 'mesh_processing_open_windows', 'Windows that may still change.'],
  ['waiting', 'mesh_processing_waiting_events', 'Events that wait for a partner of a join.'],
  ['results', 'mesh_processing_results', 'Results that were given since the processing began.'],
  ['corrections', 'mesh_processing_corrections', 'Results that replaced one that was given before.'],
  ['late', 'mesh_processing_late_events', 'Events that came too late to count.'],
] as const satisfies readonly (readonly [keyof StreamProgress, string, string])[];

/** How far declared processing has come; the figures are the group's, and the same from each of its members. */
export class ProcessingMetrics {
  private readonly watched = new Map<string, () => Promise<StreamProgress>>();
  private readonly gauges: readonly Gauge[];
  private reading: Promise<void> | undefined;

  constructor(registry: Registry) {
    const collect = () => this.read();
    this.gauges = MEASURES.map(
      ([, name, help]) => new Gauge({ name, help, labelNames: ['processing'], registers: [registry], collect }),
    );
  }

  /** From here on its progress is asked at each scrape. */
  watch(processing: string, progress: () => Promise<StreamProgress>): void {
    this.watched.set(processing, progress);
  }

  /** All gauges of a scrape are collected at once, and asked for once. */
  private read(): Promise<void> {
    return (this.reading ??= this.ask().finally(() => (this.reading = undefined)));
  }

  private async ask(): Promise<void> {
    for (const [processing, progress] of this.watched) {
      // While the state cannot be asked, what was known last stands.
      const now = await progress().catch(() => undefined);
      if (now === undefined) continue;
      for (const [nth, [measure]] of MEASURES.entries()) {
        const value = now[measure];
        if (value !== undefined)
          this.gauges[nth]?.labels({ processing }).set(measure === 'watermarkLagMs' ? value / 1_000 : value);
      }
    }
  }
}
