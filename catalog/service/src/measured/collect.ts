import type { MeasuredPort, MeasuredRule, Measurement } from '@mesh/events';

import { added, EMPTY, rescaled, type Histogram } from './histogram.js';
import { bucketOf, WINDOWS } from './windows.js';

/** A measurement and when the log accepted it. */
export interface HeardMeasurement {
  readonly measurement: Measurement;
  readonly heardAt: string;
}

/** What happened at one port within one bucket. */
export interface PortBucket {
  readonly product: string;
  readonly port: string;
  readonly grainMinutes: number;
  readonly bucket: string;
  readonly calls: number;
  readonly faults: number;
  readonly events: number;
  readonly latencies: Histogram;
  readonly worstLagMs: number | null;
}

/** The calls of one caller on one day. */
export interface CallerDay {
  readonly product: string;
  readonly port: string;
  readonly caller: string;
  readonly day: string;
  readonly calls: number;
  readonly lastUsed: string;
}

/** How a dataset stood last. */
export interface DatasetState {
  readonly product: string;
  readonly port: string;
  readonly rows: number | null;
  readonly lagMs: number | null;
  readonly at: string;
}

/** A result of a quality rule. */
export interface RuleResult extends MeasuredRule {
  readonly product: string;
  readonly port: string;
  readonly version: string;
}

/** Several measurements as few rows. */
export interface Collected {
  readonly buckets: readonly PortBucket[];
  readonly callers: readonly CallerDay[];
  readonly datasets: readonly DatasetState[];
  /** In the order in which they were told. */
  readonly rules: readonly RuleResult[];
}

/** Adds up what belongs together. Windows count for the time at which the log took them: one clock for all services. */
export function collect(heard: readonly HeardMeasurement[]): Collected {
  const buckets = new Map<string, PortBucket>();
  const callers = new Map<string, CallerDay>();
  const datasets = new Map<string, DatasetState>();
  const rules: RuleResult[] = [];
  for (const { measurement, heardAt } of heard) {
    const { product, version } = measurement;
    for (const port of measurement.ports) {
      const place = { product, port: port.name };
      for (const { grainMinutes } of WINDOWS) {
        const bucket = bucketOf(new Date(heardAt), grainMinutes).toISOString();
        const key = `${product} ${port.name} ${grainMinutes} ${bucket}`;
        buckets.set(key, addPort(buckets.get(key) ?? emptyBucket({ ...place, grainMinutes, bucket }), port));
      }
      for (const [caller, calls] of Object.entries(port.callers ?? {})) {
        const day = heardAt.slice(0, 10);
        const key = `${product} ${port.name} ${caller} ${day}`;
        const before = callers.get(key)?.calls ?? 0;
        callers.set(key, { ...place, caller, day, calls: before + calls, lastUsed: heardAt });
      }
      if (port.rows !== undefined || port.lagMs !== undefined)
        datasets.set(`${product} ${port.name}`, {
          ...place,
          rows: port.rows ?? null,
          lagMs: port.lagMs ?? null,
          at: heardAt,
        });
      for (const rule of port.rules ?? []) rules.push({ ...place, version, ...rule });
    }
  }
  return { buckets: [...buckets.values()], callers: [...callers.values()], datasets: [...datasets.values()], rules };
}

const emptyBucket = (place: Pick<PortBucket, 'product' | 'port' | 'grainMinutes' | 'bucket'>): PortBucket => ({
  ...place,
  calls: 0,
  faults: 0,
  events: 0,
  latencies: EMPTY,
  worstLagMs: null,
});

function addPort(sum: PortBucket, { calls = 0, faults = 0, events = 0, latencyMs, lagMs }: MeasuredPort): PortBucket {
  return {
    ...sum,
    calls: sum.calls + calls,
    faults: sum.faults + faults,
    events: sum.events + events,
    latencies:
      latencyMs === undefined ? sum.latencies : added(sum.latencies, rescaled(latencyMs.bounds, latencyMs.counts)),
    worstLagMs: lagMs === undefined ? sum.worstLagMs : Math.max(lagMs, sum.worstLagMs ?? 0),
  };
}
