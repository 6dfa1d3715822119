import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const DURATION_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** The measures of one service, in Prometheus' text format; labels name ports and outcomes, never callers' data. */
export class Metrics {
  readonly registry = new Registry();
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
  private readonly inFlight = new Gauge({
    name: 'mesh_calls_in_flight',
    help: 'Calls being answered.',
    registers: [this.registry],
  });

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
  }

  called(port: string, status: number, durationMs: number): void {
    this.calls.inc({ port, status });
    this.duration.observe({ port }, durationMs / 1_000);
  }

  flying(count: number): void {
    this.inFlight.set(count);
  }

  /** A gauge read when it is scraped. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({ name, help, registers: [this.registry], async collect() { this.set(await read()); } });
  }
}
