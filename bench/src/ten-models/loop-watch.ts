import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** How promptly the loop that answers calls turned; what holds it up holds up every call. */
export interface LoopFigures {
  /** Beyond the resolution of a millisecond. */
  readonly loopDelayP50Ms: number;
  readonly loopDelayP99Ms: number;
  readonly loopDelayWorstMs: number;
  /** Share of the time that the loop was busy, 0–1. */
  readonly loopBusy: number;
}

const RESOLUTION_MS = 1;

/** Watches the loop of this thread; each call tells of the time since the last. */
export function watchLoop(): () => LoopFigures {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let busy = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const milliseconds = (nanoseconds: number): number =>
      Math.round(Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS) * 100) / 100;
    const figures = {
      loopDelayP50Ms: milliseconds(delay.percentile(50)),
      loopDelayP99Ms: milliseconds(delay.percentile(99)),
      loopDelayWorstMs: milliseconds(delay.max),
      loopBusy: Math.round(100 * performance.eventLoopUtilization(now, busy).utilization) / 100,
    };
    busy = now;
    delay.reset();
    return figures;
  };
}
