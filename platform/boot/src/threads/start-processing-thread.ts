import { Worker } from 'node:worker_threads';
import type { Feed, TakeRows } from '@mesh/lake';
import type {
  DeclaredProcessing,
  ProcessingRunner,
  ProcessingTold,
  RunningProcessing,
  TopicFeed,
  TopicFeedSettings,
} from '@mesh/runtime';
import type { ProcessingOrder, ProcessingReport, ProcessingThreadSettings } from './processing-thread.js';
import { errorOf, failureOf } from './thread-failure.js';

const STOP_WITHIN_MS = 10_000;
/** The main thread's is large, for calls that are under way together; here one batch follows the other. */
const YOUNG_MIB = 24;

type Listener = (report: Extract<ProcessingReport, { of: number }>) => void;

/**
 * Declared processing, and the reading of what lands in the lake, in a thread of its own, begun with the first: what
 * follows from an event then takes no time from the calls and streams that are scored in the main thread, and goes after
 * them where both want a processor.
 */
export class ProcessingThread implements ProcessingRunner, TopicFeed {
  private worker: Worker | undefined;
  private serial = 0;
  private readonly listeners = new Map<number, Listener>();

  constructor(private readonly settings: ProcessingThreadSettings) {}

  run({ declared, name, contract }: DeclaredProcessing, told: ProcessingTold): Promise<RunningProcessing> {
    return this.order(
      (nth) => ({ run: nth, contract, product: declared.id, name }),
      (report) => {
        if (report.state === 'given') told.given(report.results);
        if (report.state === 'retrying') told.failed(errorOf(report.failure, report.text));
      },
    );
  }

  feed(settings: TopicFeedSettings, take: TakeRows): Promise<Feed> {
    return this.order(
      (nth) => ({ feed: nth, settings }),
      (report) => {
        if (report.state === 'fed') void this.takePortion(report, take);
      },
    );
  }

  /** Ends the thread; what is still running is closed before. */
  async stop(): Promise<void> {
    const { worker } = this;
    if (worker === undefined) return;
    const stopped = new Promise<void>((resolve) => {
      worker.once('exit', resolve);
      worker.on('message', ({ state }: ProcessingReport) => {
        if (state === 'stopped') resolve();
      });
    });
    this.tell({ stop: true });
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([stopped, new Promise((resolve) => (timer = setTimeout(resolve, STOP_WITHIN_MS)))]);
    clearTimeout(timer);
    await worker.terminate();
  }

  /** Orders something that runs until it is closed; resolves when it does. */
  private async order(order: (nth: number) => ProcessingOrder, hear: Listener): Promise<{ close(): Promise<void> }> {
    const nth = (this.serial += 1);
    const running = new Promise<void>((resolve, reject) => {
      this.listeners.set(nth, (report) => {
        if (report.state === 'running') resolve();
        if (report.state === 'failed') reject(errorOf(report.failure, report.text));
        hear(report);
      });
    });
    this.tell(order(nth));
    await running;
    return { close: () => this.closeOne(nth) };
  }

  private async takePortion({ nth, rows }: Extract<ProcessingReport, { state: 'fed' }>, take: TakeRows): Promise<void> {
    try {
      await take(rows);
      this.tell({ taken: nth });
    } catch (error) {
      this.tell({ taken: nth, failed: { failure: failureOf(error), text: String(error) } });
    }
  }

  private async closeOne(nth: number): Promise<void> {
    const told = this.listeners.get(nth);
    const closed = new Promise<void>((resolve, reject) => {
      this.listeners.set(nth, (report) => {
        told?.(report);
        if (report.state === 'closed') resolve();
        if (report.state === 'failed') reject(errorOf(report.failure, report.text));
      });
    });
    this.tell({ close: nth });
    await closed.finally(() => this.listeners.delete(nth));
  }

  private tell(order: ProcessingOrder): void {
    this.worker ??= this.begin();
    this.worker.postMessage(order);
  }

  private begin(): Worker {
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MIB };
    const worker = new Worker(new URL('./processing-thread.js', import.meta.url), {
      workerData: this.settings,
      resourceLimits,
    });
    worker.on('message', (report: ProcessingReport) => {
      if ('of' in report) this.listeners.get(report.of)?.(report);
    });
    // A thread that dies takes the process with it: half a mesh would look like a whole one.
    worker.on('error', (error) => {
      throw error;
    });
    return worker;
  }
}
