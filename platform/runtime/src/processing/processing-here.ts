import { Outbox, type Courtesy, type EventLog, type TransactionalStore } from '@mesh/events';
import { OUTBOX_TABLE, planProcessing, StreamProcessor } from '@mesh/streams';
import { checkOf } from './check-of.js';
import type { DeclaredProcessing, ProcessingRunner, ProcessingTold, RunningProcessing } from './processing-runner.js';

export interface ProcessingHereParts {
  readonly database: TransactionalStore;
  readonly log: EventLog;
  /** What lets those go first who answer calls. */
  readonly courtesy: Courtesy;
}

/** Runs declared processing in this thread. */
export class ProcessingHere implements ProcessingRunner {
  private readonly outbox: Outbox;

  constructor(private readonly parts: ProcessingHereParts) {
    this.outbox = new Outbox(parts.database, parts.log, OUTBOX_TABLE);
  }

  async run(
    { declared, name }: Omit<DeclaredProcessing, 'contract'>,
    { given, failed }: ProcessingTold,
  ): Promise<RunningProcessing> {
    const { database, log, courtesy } = this.parts;
    const processor = new StreamProcessor(planProcessing(declared, name, checkOf), {
      ...{ database, log },
      outbox: this.outbox,
      courtesy,
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
