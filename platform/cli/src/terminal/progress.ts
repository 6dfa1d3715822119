import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal.js';

/** Shows how far a command is; on a terminal only, and only once it has taken a while. */
export interface Progress {
  /** `done` of `total` in the unit of the label; without a total only the count is shown. */
  report(done: number, total?: number, stage?: string): void;
  finish(): void;
}

const SHOW_AFTER_MS = 2_000;

/** A bar on stderr; silent when stderr is no terminal. */
export function progressOn(terminal: Terminal, unit: string, now: () => number = Date.now): Progress {
  if (terminal.stderr.isTTY !== true) return { report: () => undefined, finish: () => undefined };
  const startedAt = now();
  let bar: SingleBar | undefined;
  return {
    report(done, total, stage = '') {
      if (bar === undefined) {
        if (now() - startedAt < SHOW_AFTER_MS) return;
        bar = new SingleBar({
          format: `{bar} {percentage} % | {value}/{total} ${unit} {stage}`,
          stream: terminal.stderr,
          hideCursor: true,
          fps: 5,
        });
        bar.start(total ?? done, done, { stage });
      }
      bar.setTotal(Math.max(total ?? done, done));
      bar.update(done, { stage });
    },
    finish() {
      bar?.stop();
    },
  };
}
