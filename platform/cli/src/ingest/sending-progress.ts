import type { Progress } from '../terminal/progress.js';
import type { UploadState } from './upload-client.js';

/** Tells how far an upload is: megabytes, rows a second, rows rejected. */
export interface SendingProgress {
  report(state: UploadState, size: number | undefined): void;
  /** The service is away or busy. */
  waiting(): void;
  finish(): void;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;

/** Rates are of this sending alone, not of what an earlier one had brought. */
export function sendingProgress(progress: Progress, now: () => number = () => performance.now()): SendingProgress {
  let first: { readonly rows: number; readonly at: number } | undefined;
  let last: { readonly done: number; readonly total: number | undefined } = { done: 0, total: undefined };
  return {
    report({ accepted, repeated, rejected, offset }, size) {
      const rows = accepted + repeated + rejected;
      first ??= { rows, at: now() };
      const seconds = (now() - first.at) / 1_000;
      const rate = seconds > 0 ? Math.round((rows - first.rows) / seconds) : 0;
      last = { done: megabytes(offset), total: size === undefined ? undefined : megabytes(size) };
      progress.report(last.done, last.total, `| ${rate} rows/s | ${rejected} rejected`);
    },
    waiting: () => progress.report(last.done, last.total, '| waiting for the service'),
    finish: () => progress.finish(),
  };
}
