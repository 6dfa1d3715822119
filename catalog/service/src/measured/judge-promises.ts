import type { ProductDescription } from '@mesh/events';
import { durationMs, type Duration } from '@mesh/product';

import { added, EMPTY, quantileMs } from './histogram.js';
import type { PortWindow } from './port-windows.js';

/** A declared promise beside what was measured; nothing is said of what nobody used. */
export interface JudgedPromise {
  readonly promise: 'availability' | 'latencyP99' | 'freshness';
  readonly declared: string | number;
  /** A share for availability, milliseconds for the others. */
  readonly measured?: number;
  readonly kept?: boolean;
}

/**
 * Availability is the share of calls that did not fail by the service's own fault, latency the time within which 99 of
 * 100 calls of REST ports were answered, freshness the greatest age of an event that no dataset had yet.
 */
export function judgePromises(
  { promises, ports }: Pick<ProductDescription, 'promises' | 'ports'>,
  measured: readonly PortWindow[],
): readonly JudgedPromise[] {
  const kinds = new Map(ports.map(({ name, kind }) => [name, kind]));
  const called = measured.filter(({ port }) => kinds.get(port) === 'rest' || kinds.get(port) === 'dataset');
  const calls = sum(called, ({ calls }) => calls);
  const latencies = called
    .filter(({ port }) => kinds.get(port) === 'rest')
    .reduce((all, { latencies }) => added(all, latencies), EMPTY);
  const lags = measured.flatMap(({ worstLagMs }) => worstLagMs ?? []);
  return [
    ...judged('availability', promises, calls === 0 ? undefined : 1 - sum(called, ({ faults }) => faults) / calls),
    ...judged('latencyP99', promises, quantileMs(latencies, 0.99)),
    ...judged('freshness', promises, lags.length === 0 ? undefined : Math.max(...lags)),
  ];
}

function judged(
  promise: JudgedPromise['promise'],
  promises: ProductDescription['promises'],
  measured: number | undefined,
): JudgedPromise[] {
  const declared = promises[promise];
  if (declared === undefined) return [];
  const bound = typeof declared === 'number' ? declared : millisecondsOf(declared);
  if (measured === undefined || bound === undefined) return [{ promise, declared }];
  const kept = promise === 'availability' ? measured >= bound : measured <= bound;
  return [{ promise, declared, measured, kept }];
}

/** A duration in milliseconds; undefined for a text that is none. */
export function millisecondsOf(text: string): number | undefined {
  try {
    return durationMs(text as Duration);
  } catch {
    return undefined;
  }
}

const sum = (windows: readonly PortWindow[], of: (window: PortWindow) => number): number =>
  windows.reduce((total, window) => total + of(window), 0);
