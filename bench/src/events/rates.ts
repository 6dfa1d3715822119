import type { EventLog } from '@mesh/events';
import { LatencyHistogram } from '../load/latency-histogram.js';
import { events } from './samples.js';

const ROUND_MS = 3_000;
const WARM_UPS = 30;
const CONSUMED_WITHIN_MS = 30_000;

/** Runs `work` from several loops at once and counts what they did, in events a second. */
export async function perSecond(loops: number, eventsOfWork: number, work: () => Promise<unknown>): Promise<number> {
  for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) await work();
  const start = performance.now();
  let done = 0;
  const loop = async () => {
    while (performance.now() < start + ROUND_MS) {
      await work();
      done += eventsOfWork;
    }
  };
  await Promise.all(Array.from({ length: loops }, loop));
  return Math.round(done / ((performance.now() - start) / 1_000));
}

/** How fast so many events are consumed, from the first one handed over to the last, in events a second. */
export async function consumedPerSecond(
  total: number,
  consume: (seen: (count: number) => void) => Promise<() => Promise<void>>,
): Promise<number> {
  let startMs = 0;
  let count = 0;
  let close: (() => Promise<void>) | undefined;
  const rate = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('not all was consumed')), CONSUMED_WITHIN_MS + total);
    const seen = (more: number) => {
      startMs ||= performance.now();
      count += more;
      if (count < total) return;
      clearTimeout(late);
      resolve(Math.round(total / ((performance.now() - startMs) / 1_000)));
    };
    consume(seen).then((end) => (close = end), reject);
  });
  await close?.();
  return rate;
}

/** From the append of an event until a consumer has it, at so many a second. */
export async function endToEnd(log: EventLog, topic: string, perSecondWanted: number) {
  const histogram = new LatencyHistogram();
  const total = (perSecondWanted * ROUND_MS) / 1_000;
  let seen = 0;
  let done: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (done = resolve));
  const subscription = await log.subscribe(
    { topics: [topic], group: `latency-${topic}`, from: 'latest' },
    async (batch) => {
      const nowMs = performance.timeOrigin + performance.now();
      for (const { data } of batch) histogram.record((nowMs - (data as { sentMs: number }).sentMs) * 1_000);
      seen += batch.length;
      if (seen >= total) done();
    },
  );
  const startMs = performance.now();
  const appends: Promise<unknown>[] = [];
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.ceil(((performance.now() - startMs) * perSecondWanted) / 1_000));
    for (; sent < due; sent += 1) {
      const data = { sentMs: performance.timeOrigin + performance.now() };
      appends.push(
        log.append(
          topic,
          events(1).map((event) => ({ ...event, data })),
        ),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(appends);
  await all;
  await subscription.close();
  return { p50Ms: histogram.percentile(0.5) / 1_000, p99Ms: histogram.percentile(0.99) / 1_000 };
}
