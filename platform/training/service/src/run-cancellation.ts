import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { Database } from '@mesh/database';
import { Outbox, portOfTopic } from '@mesh/events';
import { TRAINING_CANCELLED_TOPIC, TrainingRunErrors, type TrainingCancelled } from '@mesh/training';

import { RUN_MOVED_CHANNEL, RunStore } from './run-store.js';
import { TrainingSettings } from './training-options.js';
import { isRunId } from './training-request.js';
import type { TrainingRun } from './training-run.js';
import { TrainingErrors } from './training.errors.js';
import { TrainingService } from './training.service.js';

interface StandingRun {
  readonly model: string;
  readonly state: TrainingRun['state'];
  readonly cancelled_at: Date | null;
}

/** Stops runs: one that has not begun at once, one in hand by an event to whoever has it. */
@Injectable()
export class RunCancellation {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(TrainingService) private readonly trainings: TrainingService,
    @Inject(TrainingSettings) private readonly settings: TrainingSettings,
  ) {}

  /** Asking twice asks once. Throws TRAINING.RUN_UNKNOWN, RUN_ENDED. */
  async cancel(runId: string, by: string): Promise<TrainingRun> {
    if (!isRunId(runId)) throw TrainingErrors.RUN_UNKNOWN();
    await this.database.transaction(async (transaction) => {
      const [run] = await transaction.query<StandingRun>(
        'SELECT model, state, cancelled_at FROM training.run WHERE run_id = $1 FOR UPDATE',
        [runId],
      );
      if (run === undefined) throw TrainingErrors.RUN_UNKNOWN();
      if (run.cancelled_at !== null) return;
      if (run.state === 'completed' || run.state === 'failed') throw TrainingErrors.RUN_ENDED();
      await this.end(transaction, { runId, model: run.model, by });
    });
    await this.database.query('SELECT pg_notify($1, $2)', [RUN_MOVED_CHANNEL, runId]);
    await this.outbox.deliver();
    await this.trainings.giveTurns();
    return (await this.runs.find(runId)) as TrainingRun;
  }

  private async end(transaction: Database, cancelled: TrainingCancelled): Promise<void> {
    const { runId, by } = cancelled;
    const time = this.settings.now().toISOString();
    const cancellationId = uuidv7();
    const { code, spec } = TrainingRunErrors.CANCELLED;
    await transaction.query('UPDATE training.run SET cancelled_at = $2, cancelled_by = $3 WHERE run_id = $1', [
      runId,
      time,
      by,
    ]);
    await transaction.query(
      `UPDATE training.run SET state = 'failed', ended_at = $2, waiting = NULL, error_code = $3, error_detail = $4
       WHERE run_id = $1 AND state = 'requested'`,
      [runId, time, code, spec.title],
    );
    await this.outbox.put(transaction, TRAINING_CANCELLED_TOPIC, {
      id: cancellationId,
      source: portOfTopic(TRAINING_CANCELLED_TOPIC),
      type: TRAINING_CANCELLED_TOPIC,
      time,
      key: runId,
      data: { cancellationId, ...cancelled, cancelledAt: time } satisfies TrainingCancelled,
    });
  }
}
