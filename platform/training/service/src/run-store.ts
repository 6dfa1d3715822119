import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { TrainingReported, TrainingRequested } from '@mesh/training';

import { SnapshotStore } from './snapshot-store.js';
import { isRunId, type RunsQuery } from './training-request.js';
import { trainingRun, type RunRow, type TrainingRun } from './training-run.js';

/** Channel on which the id of every run that moved is notified, to all processes. */
export const RUN_MOVED_CHANNEL = 'training_run_moved';

/** Runs in PostgreSQL; a run only moves forward. */
@Injectable()
export class RunStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SnapshotStore) private readonly snapshots: SnapshotStore,
  ) {}

  async insert(
    transaction: Database,
    request: TrainingRequested & { readonly requestedAt: string },
  ): Promise<TrainingRun> {
    const [row] = await transaction.query<RunRow>(
      `INSERT INTO training.run (run_id, model, state, requested_by, reason, parameters, own_data, bootstrap, requested_at,
         repeats, snapshot, waiting)
       VALUES ($1, $2, 'requested', $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING *`,
      [
        request.runId,
        request.model,
        request.by,
        request.reason,
        JSON.stringify(request.parameters),
        request.csv !== undefined,
        request.promoteIfFirst === true,
        request.requestedAt,
        request.repeats?.runId ?? null,
        request.repeats?.snapshot ?? null,
        JSON.stringify(request),
      ],
    );
    return trainingRun(row!);
  }

  /** How many wait for their turn. */
  async waiting(transaction: Database): Promise<number> {
    const [row] = await transaction.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM training.run WHERE waiting IS NOT NULL',
    );
    return row?.count ?? 0;
  }

  async find(runId: string, database = this.database): Promise<TrainingRun | undefined> {
    const [row] = isRunId(runId)
      ? await database.query<RunRow>('SELECT * FROM training.run WHERE run_id = $1', [runId])
      : [];
    return row === undefined ? undefined : trainingRun(row);
  }

  /** The newest first: ids are UUIDs of version 7, so their order is that of the requests. */
  async list({ model, limit, cursor }: RunsQuery): Promise<{ runs: readonly TrainingRun[]; nextCursor?: string }> {
    const rows = await this.database.query<RunRow>(
      `SELECT * FROM training.run WHERE ($1::text IS NULL OR model = $1) AND ($2::uuid IS NULL OR run_id < $2)
       ORDER BY run_id DESC LIMIT $3`,
      [model ?? null, cursor ?? null, limit + 1],
    );
    const runs = rows.slice(0, limit).map(trainingRun);
    const last = runs.at(-1);
    return { runs, ...(rows.length > limit && last !== undefined ? { nextCursor: last.runId } : {}) };
  }

  /** Applies a report that moves the run forward; a repeat, or one that comes after the end, changes nothing. */
  async report(report: TrainingReported, at: string): Promise<void> {
    const moved = await this.move(report, at);
    if (moved) await this.database.query('SELECT pg_notify($1, $2)', [RUN_MOVED_CHANNEL, report.runId]);
  }

  private async move(report: TrainingReported, at: string): Promise<boolean> {
    if (!isRunId(report.runId)) return false;
    const open = `WHERE run_id = $1 AND state IN ('requested', 'running') RETURNING run_id`;
    // Whoever has reported once has had the turn, whatever became of the note of it.
    const started =
      'started_at = coalesce(started_at, $2), moved_at = $2, waiting = NULL, dispatched_at = coalesce(dispatched_at, $2)';
    switch (report.state) {
      case 'running':
        if (report.snapshot !== undefined) await this.snapshots.keep(report.snapshot, report.runId);
        return this.changed(
          `UPDATE training.run SET state = 'running', ${started}, fraction = greatest(fraction, least($3::float8, 1)),
             stage = $4, snapshot = coalesce($5, snapshot) ${open}`,
          [report.runId, at, report.fraction, report.stage, report.snapshot?.sha256 ?? null],
        );
      case 'completed':
        return this.changed(
          `UPDATE training.run SET state = 'completed', ${started}, ended_at = $2, fraction = 1, stage = NULL, version = $3 ${open}`,
          [report.runId, at, report.version],
        );
      case 'failed':
        return this.changed(
          `UPDATE training.run SET state = 'failed', ${started}, ended_at = $2, stage = NULL, error_code = $3, error_detail = $4 ${open}`,
          [report.runId, at, report.code, report.detail],
        );
    }
  }

  private async changed(text: string, values: readonly unknown[]): Promise<boolean> {
    return (await this.database.query(text, values)).length > 0;
  }
}
