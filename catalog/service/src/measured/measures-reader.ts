import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { DescribedPort, DescribedRule, ProductDescription } from '@mesh/events';

import { CatalogSettings } from '../catalog-options.js';
import { ChangeReader, type CatalogChange } from '../changes/change-reader.js';
import { quantileMs } from './histogram.js';
import { judgePromises, millisecondsOf, type JudgedPromise } from './judge-promises.js';
import { PortWindows, type PortMoment, type PortWindow } from './port-windows.js';
import { WINDOWS, type MeasuredWindow } from './windows.js';

/** A declared rule with what the last check of the real data found. */
export interface CheckedRule extends DescribedRule {
  /** `unchecked` until the first check. */
  readonly result: 'pass' | 'fail' | 'error' | 'unchecked';
  readonly observed?: number;
  readonly checkedAt?: string;
  /** Since when it holds, or is broken. */
  readonly since?: string;
}

/** How one port does. */
export interface PortMeasures {
  readonly name: string;
  readonly kind: DescribedPort['kind'];
  readonly windows: readonly {
    readonly window: MeasuredWindow['name'];
    readonly calls?: number;
    readonly faults?: number;
    readonly availability?: number;
    readonly latencyMs?: { readonly p50: number; readonly p95: number; readonly p99: number };
    readonly events?: number;
    readonly worstLagMs?: number;
  }[];
  /** Of a dataset. */
  readonly rows?: number;
  readonly lagMs?: number;
  readonly measuredAt?: string;
  readonly refresh?: { readonly declared: string; readonly kept?: boolean };
  readonly quality?: readonly CheckedRule[];
}

/** Everything that is measured of a product, beside what it promises. */
export interface ProductMeasures {
  readonly product: string;
  readonly version: string;
  readonly promises: readonly { readonly window: MeasuredWindow['name']; readonly judged: readonly JudgedPromise[] }[];
  readonly ports: readonly PortMeasures[];
  /** When rules broke and were mended, the newest first. */
  readonly qualityHistory: readonly CatalogChange[];
}

/** How a product does, in a few words. */
export interface MeasuredSummary {
  readonly window: MeasuredWindow['name'];
  readonly promises: readonly JudgedPromise[];
  readonly quality: {
    readonly result: 'pass' | 'fail' | 'error' | 'unchecked';
    readonly passed: number;
    readonly failed: number;
    /** Failed rules whose breach makes the data unfit for use. */
    readonly errors: number;
    readonly checkedAt?: string;
  };
}

interface DatasetRow {
  readonly port: string;
  readonly rows: number | null;
  readonly lagMs: number | null;
  readonly at: Date | string;
}

interface RuleRow {
  readonly port: string;
  readonly rule: string;
  readonly result: 'pass' | 'fail' | 'error';
  readonly observed: number | null;
  readonly checkedAt: Date | string;
  readonly since: Date | string | null;
}

const SUMMARY_WINDOW = WINDOWS[1]!;
const MAX_QUALITY_HISTORY = 20;

/** Reads how products do. */
@Injectable()
export class MeasuresReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PortWindows) private readonly windows: PortWindows,
    @Inject(ChangeReader) private readonly changes: ChangeReader,
    @Inject(CatalogSettings) private readonly settings: CatalogSettings,
  ) {}

  /** All windows of all ports. */
  async measures(product: ProductDescription): Promise<ProductMeasures> {
    const now = this.settings.now();
    const measured = await Promise.all(
      WINDOWS.map(async ({ name, ...window }) => ({
        window: name,
        ports: await this.windows.of(product.id, { name, ...window }, now),
      })),
    );
    const [datasets, rules, qualityHistory] = await Promise.all([
      this.datasets(product.id),
      this.rules(product.id),
      this.changes.ofRules(product.id, MAX_QUALITY_HISTORY),
    ]);
    return {
      product: product.id,
      version: product.version,
      promises: measured.map(({ window, ports }) => ({ window, judged: judgePromises(product, ports) })),
      ports: product.ports.map((port) => ({
        name: port.name,
        kind: port.kind,
        windows: measured.flatMap(({ window, ports }) => {
          const found = ports.find((one) => one.port === port.name);
          return found === undefined ? [] : [{ window, ...spoken(port, found) }];
        }),
        ...(port.kind === 'dataset' && datasetMeasures(port, datasets.get(port.name), rules)),
      })),
      qualityHistory,
    };
  }

  /** How the measures of the ports moved within a window. */
  async series(product: ProductDescription, window: MeasuredWindow): Promise<readonly PortMoment[]> {
    return this.windows.series(product.id, window, this.settings.now());
  }

  /** The last day in a few words. */
  async summary(product: ProductDescription): Promise<MeasuredSummary> {
    const [ports, rules] = await Promise.all([
      this.windows.of(product.id, SUMMARY_WINDOW, this.settings.now()),
      this.rules(product.id),
    ]);
    const checked = product.ports.flatMap((port) => checkedRules(port, rules));
    const failed = checked.filter(({ result }) => result === 'fail');
    const times = checked.flatMap(({ checkedAt }) => checkedAt ?? []).sort();
    const results = checked.map(({ result }) => result);
    return {
      window: SUMMARY_WINDOW.name,
      promises: judgePromises(product, ports),
      quality: {
        result: (['fail', 'error', 'pass'] as const).find((result) => results.includes(result)) ?? 'unchecked',
        passed: results.filter((result) => result === 'pass').length,
        failed: failed.length,
        errors: failed.filter(({ severity }) => severity === 'error').length,
        ...(times.length > 0 && { checkedAt: times.at(-1)! }),
      },
    };
  }

  private async datasets(product: string): Promise<ReadonlyMap<string, DatasetRow>> {
    const rows = await this.database.query<DatasetRow>(
      `SELECT port, rows, lag_ms AS "lagMs", measured_at AS at FROM catalog.dataset_state WHERE product_id = $1`,
      [product],
    );
    return new Map(rows.map((row) => [row.port, row]));
  }

  private async rules(product: string): Promise<ReadonlyMap<string, RuleRow>> {
    const rows = await this.database.query<RuleRow>(
      `SELECT port, rule, result, observed, checked_at AS "checkedAt", since FROM catalog.rule_state WHERE product_id = $1`,
      [product],
    );
    return new Map(rows.map((row) => [`${row.port} ${row.rule}`, row]));
  }
}

function spoken({ kind }: DescribedPort, { calls, faults, events, latencies, worstLagMs }: PortWindow) {
  if (kind === 'event') return { events };
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantileMs(latencies, share));
  return {
    calls,
    faults,
    ...(calls > 0 && { availability: 1 - faults / calls }),
    ...(p50 !== undefined && { latencyMs: { p50, p95: p95!, p99: p99! } }),
    ...(worstLagMs !== null && { worstLagMs }),
  };
}

function datasetMeasures(port: DescribedPort, state: DatasetRow | undefined, rules: ReadonlyMap<string, RuleRow>) {
  const bound = port.refresh === undefined ? undefined : millisecondsOf(port.refresh);
  const lagMs = state?.lagMs ?? undefined;
  return {
    ...(state && { ...(state.rows !== null && { rows: state.rows }), measuredAt: new Date(state.at).toISOString() }),
    ...(lagMs !== undefined && { lagMs }),
    ...(port.refresh !== undefined && {
      refresh: {
        declared: port.refresh,
        ...(lagMs !== undefined && bound !== undefined && { kept: lagMs <= bound }),
      },
    }),
    quality: checkedRules(port, rules),
  };
}

function checkedRules(port: DescribedPort, rules: ReadonlyMap<string, RuleRow>): readonly CheckedRule[] {
  return (port.quality ?? []).map((rule) => {
    const found = rules.get(`${port.name} ${rule.id}`);
    if (found === undefined) return { ...rule, result: 'unchecked' };
    return {
      ...rule,
      result: found.result,
      ...(found.observed !== null && { observed: found.observed }),
      checkedAt: new Date(found.checkedAt).toISOString(),
      ...(found.since !== null && { since: new Date(found.since).toISOString() }),
    };
  });
}
