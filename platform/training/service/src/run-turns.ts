import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import { Outbox, portOfTopic } from '@mesh/events';
import { TRAINING_REQUESTED_TOPIC, type TrainingRequested } from '@mesh/training';

import { TrainingSettings } from './training-options.js';

/** Who asks for trainings where nobody did. */
export const PLATFORM = 'urn:mesh:platform:training';

/** Parameters 1 and 2: before when a run must have been dispatched unstarted, or last heard of, to be given up. */
const GOES_ON = `dispatched_at IS NOT NULL AND state IN ('requested', 'running')
  AND CASE WHEN started_at IS NULL THEN dispatched_at > $1 ELSE moved_at > $2 END`;

/**
 * Gives runs their turn: so many at a time in the whole mesh, one of a model, the model first that had its turn longest ago.
 * The event that asks for a training is put into the outbox in the transaction that takes the turn.
 */
@Injectable()
export class RunTurns {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(TrainingSettings) private readonly settings: TrainingSettings,
  ) {}

  /** Dispatches what there is room for, and delivers. */
  async give(): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('training'), hashtext('turns'))`);
      const next = await transaction.query<{ run_id: string; waiting: TrainingRequested }>(
        `WITH busy AS (SELECT model FROM training.run WHERE ${GOES_ON}),
           eldest AS (SELECT DISTINCT ON (model) run_id, model, waiting FROM training.run
             WHERE waiting IS NOT NULL AND state = 'requested' AND model NOT IN (SELECT model FROM busy)
             ORDER BY model, run_id)
         SELECT run_id, waiting FROM eldest
         ORDER BY (SELECT max(dispatched_at) FROM training.run AS former WHERE former.model = eldest.model) NULLS FIRST, run_id
         LIMIT greatest(0, $3 - (SELECT count(*) FROM busy))`,
        [...this.limits(), this.settings.concurrent],
      );
      const at = this.settings.now().toISOString();
      for (const { run_id: runId, waiting } of next) {
        const taken = await transaction.query(
          `UPDATE training.run SET waiting = NULL, dispatched_at = $2, moved_at = $2
           WHERE run_id = $1 AND waiting IS NOT NULL RETURNING run_id`,
          [runId, at],
        );
        // Cancelled since it was looked for.
        if (taken.length === 0) continue;
        await this.outbox.put(transaction, TRAINING_REQUESTED_TOPIC, {
          id: runId,
          source: portOfTopic(TRAINING_REQUESTED_TOPIC),
          type: TRAINING_REQUESTED_TOPIC,
          time: at,
          key: runId,
          data: waiting,
        });
      }
    });
    await this.outbox.deliver();
  }

  /** Whether a run of the model waits or goes on; one that was given up does neither. */
  async stands(transaction: Database, model: string): Promise<boolean> {
    const found = await transaction.query(
      `SELECT 1 FROM training.run WHERE model = $3 AND (${GOES_ON} OR (waiting IS NOT NULL AND state = 'requested')) LIMIT 1`,
      [...this.limits(), model],
    );
    return found.length > 0;
  }

  private limits(): readonly string[] {
    const now = this.settings.now().getTime();
    return [this.settings.unstartedMs, this.settings.silentMs].map((ms) => new Date(now - ms).toISOString());
  }
}
