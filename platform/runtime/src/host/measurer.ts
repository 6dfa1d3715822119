import { v7 as uuidv7 } from 'uuid';
import {
  CATALOG_MEASURED_TOPIC,
  LATENCY_BOUNDS_MS,
  type EventLog,
  type MeasuredPort,
  type Measurement,
  type NewEvent,
} from '@mesh/events';
import type { Logger } from '../observability/logger.js';
import type { Metrics } from '../observability/metrics.js';
import type { PortCounts } from '../observability/port-meter.js';
import type { HostedProduct } from '../product/hosted-products.js';
import type { DatasetWatch } from './dataset-watch.js';
import type { ServiceIdentity } from './service-identity.js';

/** A product with its open datasets. */
export interface MeasuredProduct {
  readonly product: HostedProduct;
  readonly datasets: readonly DatasetWatch[];
}

export interface MeasurerParts {
  readonly log: EventLog;
  readonly metrics: Metrics;
  readonly identity: ServiceIdentity;
  readonly logger: Logger;
  /** How long a window is. Default 10 s. */
  readonly windowMs?: number;
}

/** How many windows a port may stay silent when nothing happens; then it says once more how it stands. */
const WINDOWS_A_BEAT = 30;
/** Reports kept while the log is away; the oldest go first. */
const MAX_UNSENT = 100;

/** Tells the catalog, window by window, how the ports of this process do; where nothing happened it says nothing. */
export class Measurer {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private from = new Date();
  private windows = 0;
  private unsent: NewEvent[] = [];
  private readonly told = new Map<DatasetWatch, string>();

  constructor(
    private readonly products: readonly MeasuredProduct[],
    private readonly parts: MeasurerParts,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.tell(), this.parts.windowMs ?? 10_000).unref();
  }

  /** Tells what the last window has. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.tell();
  }

  private tell(): Promise<void> {
    return (this.working = this.working
      .then(() => this.report())
      .catch((cause: unknown) => this.parts.logger.warn({ cause }, 'measures could not be told')));
  }

  private async report(): Promise<void> {
    const [from, to] = [this.from, new Date()];
    this.from = to;
    const isBeat = this.windows % WINDOWS_A_BEAT === 0;
    this.windows += 1;
    for (const measured of this.products) {
      const ports = await this.portsOf(measured, to, isBeat);
      if (ports.length > 0) this.unsent.push(this.event(measured.product, { from, to, ports }));
    }
    this.unsent = this.unsent.slice(-MAX_UNSENT);
    if (this.unsent.length === 0) return;
    await this.parts.log.append(CATALOG_MEASURED_TOPIC, this.unsent);
    this.unsent = [];
  }

  private async portsOf({ product, datasets }: MeasuredProduct, now: Date, isBeat: boolean): Promise<MeasuredPort[]> {
    const ports: MeasuredPort[] = [];
    for (const [name, { kind }] of Object.entries(product.served.declared.ports)) {
      const counts = this.parts.metrics.meter(product.served.names.port(name)).take();
      const watch = datasets.find(({ port }) => port === name);
      const state = watch && (await this.news(watch, now, isBeat));
      if (counts !== undefined || state !== undefined)
        ports.push({ name, ...(counts && used(kind, counts)), ...state });
    }
    return ports;
  }

  /** How a dataset stands when that is new, or when it is time to say it again. */
  private async news(watch: DatasetWatch, now: Date, isBeat: boolean): Promise<Partial<MeasuredPort> | undefined> {
    const { results } = watch.quality;
    try {
      const state = { ...(await watch.look(now)), ...(results.length > 0 && { rules: results }) };
      const text = JSON.stringify(state);
      if (!isBeat && this.told.get(watch) === text) return undefined;
      this.told.set(watch, text);
      return state;
    } catch (cause) {
      this.parts.logger.warn({ cause, port: watch.port }, 'a dataset could not be looked at');
      return undefined;
    }
  }

  private event({ served }: HostedProduct, window: { from: Date; to: Date; ports: readonly MeasuredPort[] }): NewEvent {
    const { identity } = this.parts;
    const data: Measurement = {
      product: served.declared.id,
      version: served.declared.version,
      instance: identity.instance,
      from: window.from.toISOString(),
      to: window.to.toISOString(),
      ports: window.ports,
    };
    return {
      id: uuidv7(),
      source: `urn:mesh:service:${identity.name}`,
      type: CATALOG_MEASURED_TOPIC,
      time: data.to,
      key: data.product,
      data,
    };
  }
}

/** What counts of a kind of port: an event port is not called, it is followed; a stream port takes events. */
function used(kind: string, { calls, faults, latencies, callers, events }: PortCounts): Partial<MeasuredPort> {
  return {
    ...(kind === 'event' || kind === 'stream'
      ? { events }
      : { calls, faults, latencyMs: { bounds: LATENCY_BOUNDS_MS, counts: latencies } }),
    ...(Object.keys(callers).length > 0 && { callers }),
  };
}
