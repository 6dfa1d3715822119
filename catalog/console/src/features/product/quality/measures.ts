import type { QualityRule } from '../../../api/product.js';

/** A promise beside what was measured. */
export interface JudgedPromise {
  readonly promise: string;
  readonly declared: string | number;
  /** A share for availability, milliseconds for the others. */
  readonly measured?: number;
  readonly kept?: boolean;
}

/** A rule beside what the last check of the real data found. */
export interface CheckedRule extends QualityRule {
  readonly result: 'pass' | 'fail' | 'error' | 'unchecked';
  readonly observed?: number;
  readonly checkedAt?: string;
  readonly since?: string;
}

/** One port in one window of time. */
export interface WindowMeasures {
  readonly window: string;
  readonly calls?: number;
  readonly faults?: number;
  readonly availability?: number;
  readonly latencyMs?: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly events?: number;
}

/** How one port does. */
export interface PortMeasures {
  readonly name: string;
  readonly kind: string;
  readonly windows: readonly WindowMeasures[];
  readonly rows?: number;
  readonly lagMs?: number;
  readonly quality?: readonly CheckedRule[];
}

/** What a product promises beside what it does. */
export interface ProductMeasures {
  readonly promises: readonly { readonly window: string; readonly judged: readonly JudgedPromise[] }[];
  readonly ports: readonly PortMeasures[];
}

/** The window that is looked at first. */
export const USUAL_WINDOW = '24h';
