import { isPassingError } from './codes.js';

/** The coordinator of transactions needs about so long to finish one before the next may begin. */
const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 1_000;

export interface Patience {
  /** When the last attempt begins at the latest, in the time of `performance.now()`. */
  readonly untilMs: number;
  /** Told of what went wrong before the next attempt. */
  readonly missed?: (error: unknown) => void;
  readonly signal?: AbortSignal;
}

/** Tries again, with longer pauses each time, as long as what went wrong may pass by itself. */
export async function patiently<Result>(work: () => Promise<Result>, patience: Patience): Promise<Result> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassingError(error) || patience.signal?.aborted === true) throw error;
      if (performance.now() + pauseMs > patience.untilMs) throw error;
      patience.missed?.(error);
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** A deadline from now. */
export const within = (ms: number): Patience => ({ untilMs: performance.now() + ms });
