import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { PortMeter } from './port-meter.js';

const DURATION_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Where a port reports its calls; its label sets are looked up once, not for each call. */
export interface PortMetrics {
  called(status: number, durationMs: number): void;
  /** Somebody was let in. */
  admitted(caller: string): void;
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
