import { Courtesy, Outbox, type EventLog, type TransactionalStore, type Utilization } from '@mesh/events';
import { OUTBOX_TABLE, planProcessing, StreamProcessor } from '@mesh/streams';
import { checkOf } from './check-of.js';
import type { DeclaredProcessing, ProcessingRunner, ProcessingTold, RunningProcessing } from './processing-runner.js';

export interface ProcessingHereParts {
  readonly database: TransactionalStore;
  readonly log: EventLog;
  /** How busy those are who go first. */
  readonly utilization: Utilization;
}

/** Runs declared processing in this thread. */
export class ProcessingHere implements ProcessingRunner {
  private readonly outbox: Outbox;
  private readonly courtesy: Courtesy;

  constructor(private readonly parts: ProcessingHereParts) {
    this.courtesy = new Courtesy(parts.utilization);
    this.outbox = new Outbox(parts.database, parts.log, OUTBOX_TABLE);
  }

  async run(
    { declared, name }: Omit<DeclaredProcessing, 'contract'>,
    { given, failed }: ProcessingTold,
  ): Promise<RunningProcessing> {
    const { database, log } = this.parts;
    const processor = new StreamProcessor(planProcessing(declared, name, checkOf), {
      ...{ database, log },
      outbox: this.outbox,
      courtesy: this.courtesy,
      given,
      report: failed,
    });
    try {
      await processor.start();
    } catch (error) {
      await processor.close();
      throw error;
    }
    return processor;
  }

  close(): Promise<void> {
    return this.outbox.close();
  }
}
