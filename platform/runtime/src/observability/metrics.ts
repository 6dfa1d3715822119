import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { PortMeter } from './port-meter.js';

const DURATION_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const BATCH_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
const DELAY_BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600, 3_600, 86_400];

/** Where a port reports its calls; its label sets are looked up once, not for each call. */
export interface PortMetrics {
  called(status: number, durationMs: number): void;
  /** Somebody was let in. */
  admitted(caller: string): void;
}

/** Where a stream port reports what it scores. */
export interface StreamMetrics {
  /** A batch of so many messages was worked through. */
  batch(events: number): void;
  /** A message that became true at this time (RFC 3339) was scored. */
  scored(time: string): void;
  /** A message was given up. */
  refused(): void;
}

/** The measures of one service, in Prometheus' text format; labels name ports and outcomes, never callers' data. */
export class Metrics {
  readonly registry = new Registry();
  private readonly flights = new Map<string, () => number>();
  private readonly meters = new Map<string, PortMeter>();
  private readonly calls = new Counter({
    name: 'mesh_calls_total',
    help: 'Calls of a port by outcome.',
    labelNames: ['port', 'status'],
    registers: [this.registry],
  });
  private readonly duration = new Histogram({
    name: 'mesh_call_duration_seconds',
    help: 'Time from the parsed request to the answer.',
    labelNames: ['port'],
    buckets: DURATION_BUCKETS_S,
    registers: [this.registry],
  });

  private readonly intake = new Counter({
    name: 'mesh_intake_rows_total',
    help: 'Rows that were sent to an input port by what became of them.',
    labelNames: ['port', 'became'],
    registers: [this.registry],
  });

  private readonly foldedFiles = new Counter({
    name: 'mesh_lake_folded_files_total',
    help: 'Small files of a dataset that were folded, and the files that took their place.',
    labelNames: ['port', 'files'],
    registers: [this.registry],
  });
  private readonly expiredRows = new Counter({
    name: 'mesh_lake_expired_rows_total',
    help: 'Rows of a dataset that were removed because their retention was over.',
    labelNames: ['port'],
    registers: [this.registry],
  });
  private readonly upkeepFailures = new Counter({
    name: 'mesh_lake_upkeep_failures_total',
    help: 'Rounds of folding or retention of a dataset that failed and are repeated.',
    labelNames: ['port'],
    registers: [this.registry],
  });

  private readonly streamed = new Counter({
    name: 'mesh_stream_events_total',
    help: 'Messages of a stream port by what became of them.',
    labelNames: ['port', 'became'],
    registers: [this.registry],
  });
  private readonly batches = new Histogram({
    name: 'mesh_stream_batch_events',
    help: 'Messages that were scored in one call of the model.',
    labelNames: ['port'],
    buckets: BATCH_BUCKETS,
    registers: [this.registry],
  });
  private readonly delay = new Histogram({
    name: 'mesh_stream_delay_seconds',
    help: 'Time from when a message became true until it was scored.',
    labelNames: ['port'],
    buckets: DELAY_BUCKETS_S,
    registers: [this.registry],
  });

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
    this.gauge('mesh_calls_in_flight', 'Calls being answered.', () =>
      [...this.flights.values()].reduce((sum, read) => sum + read(), 0),
    );
  }

  /** The counts of one port that the catalog is told, window by window. */
  meter(urn: string): PortMeter {
    let meter = this.meters.get(urn);
    if (meter === undefined) this.meters.set(urn, (meter = new PortMeter()));
    return meter;
  }

  /** The measures of one port; `inFlight` is read when they are scraped. */
  port(urn: string, inFlight: () => number): PortMetrics {
    const duration = this.duration.labels({ port: urn });
    const answered = this.calls.labels({ port: urn, status: 200 });
    const meter = this.meter(urn);
    this.flights.set(urn, inFlight);
    return {
      called: (status, durationMs) => {
        (status === 200 ? answered : this.calls.labels({ port: urn, status })).inc();
        duration.observe(durationMs / 1_000);
        meter.called(status, durationMs);
      },
      admitted: (caller) => meter.admitted(caller),
    };
  }

  /** Rows that came to an input port; those that were accepted are its events. */
  rows(urn: string, counts: Readonly<Record<'accepted' | 'repeated' | 'rejected', number>>): void {
    for (const [became, count] of Object.entries(counts))
      if (count > 0) this.intake.labels({ port: urn, became }).inc(count);
    this.meter(urn).appended(counts.accepted);
  }

  /** Small files of a dataset were folded. */
  folded(urn: string, { folded, written }: { readonly folded: number; readonly written: number }): void {
    this.foldedFiles.labels({ port: urn, files: 'folded' }).inc(folded);
    this.foldedFiles.labels({ port: urn, files: 'written' }).inc(written);
  }

  /** Rows of a dataset were removed because their time was over. */
  expired(urn: string, rows: number): void {
    this.expiredRows.labels({ port: urn }).inc(rows);
  }

  /** A round of upkeep of a dataset failed. */
  upkeepFailed(urn: string): void {
    this.upkeepFailures.labels({ port: urn }).inc();
  }

  /** The measures of one stream port. */
  stream(urn: string): StreamMetrics {
    const [scored, refused] = ['scored', 'refused'].map((became) => this.streamed.labels({ port: urn, became }));
    const [batches, delay, meter] = [
      this.batches.labels({ port: urn }),
      this.delay.labels({ port: urn }),
      this.meter(urn),
    ];
    return {
      batch: (events) => batches.observe(events),
      scored: (time) => {
        scored?.inc();
        meter.appended();
        delay.observe(Math.max(0, (Date.now() - Date.parse(time)) / 1_000));
      },
      refused: () => refused?.inc(),
    };
  }

  /** A gauge for each set of labels, read when they are scraped; those that are gone are told no more. */
  gauges<Label extends string>(
    { name, help, labels }: { readonly name: string; readonly help: string; readonly labels: readonly Label[] },
    read: () => Promise<readonly { readonly labels: Readonly<Record<Label, string>>; readonly value: number }[]>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      async collect() {
        // What cannot be read now is left out, and the other measures are told.
        const values = await read().catch(() => []);
        this.reset();
        for (const one of values) this.set(one.labels, one.value);
      },
    });
  }

  /** A gauge read when it is scraped. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        this.set(await read());
      },
    });
  }
}
