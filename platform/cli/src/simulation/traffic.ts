/** A stream of documents to post. */
export interface TrafficPlan {
  /** Documents a second. */
  readonly rate: number;
  readonly durationMs: number;
  /** Resolves when a document was answered; rejects when it was not. */
  readonly post: (sequence: number) => Promise<void>;
  readonly onProgress?: (figures: TrafficFigures) => void;
}

/** What became of them; latencies in milliseconds, from the time a document was due. */
export interface TrafficFigures {
  readonly sent: number;
  readonly answered: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** More than this many unanswered documents and further ones count as failed: a stalled service must not fill the memory. */
const MOST_IN_FLIGHT = 2_000;
const TICK_MS = 5;
/** Enough latencies for the percentiles of a stream of any length: the last ones. */
const KEPT_LATENCIES = 100_000;

/** Posts at a constant rate whatever the answers do, and waits for the last answer. */
export async function streamTraffic({ rate, durationMs, post, onProgress }: TrafficPlan): Promise<TrafficFigures> {
  const latencies: number[] = [];
  const open = new Set<Promise<void>>();
  let [sent, answered, failed] = [0, 0, 0];
  const startedAt = performance.now();
  const send = (dueAt: number): void => {
    sent += 1;
    if (open.size >= MOST_IN_FLIGHT) {
      failed += 1;
      return;
    }
    const call = post(sent).then(
      () => {
        latencies[answered % KEPT_LATENCIES] = performance.now() - dueAt;
        answered += 1;
      },
      () => {
        failed += 1;
      },
    );
    open.add(call);
    void call.finally(() => open.delete(call));
  };
  const planned = Math.max(1, Math.round((rate * durationMs) / 1000));
  while (sent < planned) {
    const due = Math.min(planned, Math.floor(((performance.now() - startedAt) * rate) / 1000) + 1);
    while (sent < due) send(startedAt + (sent * 1000) / rate);
    onProgress?.({ sent, answered, failed, p50Ms: 0, p99Ms: 0 });
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(open);
  return { sent, answered, failed, p50Ms: percentile(latencies, 0.5), p99Ms: percentile(latencies, 0.99) };
}

/** Nearest-rank percentile, rounded to 0.01 ms; 0 of an empty list. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return Math.round(value * 100) / 100;
}
