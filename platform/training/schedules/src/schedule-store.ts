import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@mesh/database';
import type { ModelSchedule } from '@mesh/product';
import { planned, type Standing } from './rules/next-step.js';
import type { SchedulesQuery } from './schedule-request.js';
import type { ScheduleRow } from './schedule-row.js';

/** Who changes a schedule, and when. */
export interface Change {
  readonly by: string;
  readonly now: Date;
}

/** A schedule that is declared or put. */
export interface NewSchedule {
  readonly model: string;
  readonly product: string;
  readonly schedule: ModelSchedule;
}

/** Schedules in PostgreSQL, one a model. */
@Injectable()
export class ScheduleStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  list({ limit, cursor }: SchedulesQuery): Promise<readonly ScheduleRow[]> {
    return this.database.query<ScheduleRow>(
      'SELECT * FROM schedules.schedule WHERE $1::text IS NULL OR model > $1 ORDER BY model LIMIT $2',
      [cursor ?? null, limit],
    );
  }

  async find(model: string): Promise<ScheduleRow | undefined> {
    return (await this.database.query<ScheduleRow>('SELECT * FROM schedules.schedule WHERE model = $1', [model]))[0];
  }

  /** Models with something to do. */
  async due(now: Date): Promise<readonly string[]> {
    const rows = await this.database.query<{ model: string }>(
      `SELECT model FROM schedules.schedule
       WHERE paused_at IS NULL AND (unsettled OR next_at <= $1 OR retry_at <= $1) ORDER BY next_at LIMIT 1000`,
      [now],
    );
    return rows.map(({ model }) => model);
  }

  /** The row, kept from all others until the transaction ends; `skip` where another has it, instead of waiting. */
  async locked(transaction: Database, model: string, skip: '' | 'SKIP LOCKED' = ''): Promise<ScheduleRow | undefined> {
    const text = `SELECT * FROM schedules.schedule WHERE model = $1 FOR UPDATE ${skip}`;
    return (await transaction.query<ScheduleRow>(text, [model]))[0];
  }

  /** Puts a schedule in the place of what is declared, and plans anew from now on. */
  async put(entry: NewSchedule, { by, now }: Change): Promise<ScheduleRow> {
    const { plannedAt, nextAt } = planned(entry.schedule, entry.model, now.getTime());
    const [row] = await this.database.query<ScheduleRow>(
      `INSERT INTO schedules.schedule (model, product, own, planned_at, next_at, changed_by, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (model) DO UPDATE SET own = excluded.own, planned_at = excluded.planned_at, next_at = excluded.next_at,
         retry_at = NULL, failures = 0, changed_by = excluded.changed_by, changed_at = excluded.changed_at
       RETURNING *`,
      [entry.model, entry.product, entry.schedule, new Date(plannedAt), new Date(nextAt), by, now],
    );
    return row!;
  }

  /** Takes over what the product declares, where that is new; what was put stays in force. */
  async declare(entry: NewSchedule, { by, now }: Change): Promise<void> {
    const { plannedAt, nextAt } = planned(entry.schedule, entry.model, now.getTime());
    await this.database.query(
      `INSERT INTO schedules.schedule AS kept (model, product, declared, planned_at, next_at, changed_by, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (model) DO UPDATE SET product = excluded.product, declared = excluded.declared,
         planned_at = CASE WHEN kept.own IS NULL THEN excluded.planned_at ELSE kept.planned_at END,
         next_at = CASE WHEN kept.own IS NULL THEN excluded.next_at ELSE kept.next_at END,
         changed_by = excluded.changed_by, changed_at = excluded.changed_at
       WHERE kept.declared IS DISTINCT FROM excluded.declared`,
      [entry.model, entry.product, entry.schedule, new Date(plannedAt), new Date(nextAt), by, now],
    );
  }

  /** Forgets what was declared for the model, and the schedule with it unless another was put. */
  async undeclare(model: string): Promise<void> {
    await this.database.query('DELETE FROM schedules.schedule WHERE model = $1 AND own IS NULL', [model]);
    await this.database.query(
      'UPDATE schedules.schedule SET declared = NULL WHERE model = $1 AND declared IS NOT NULL',
      [model],
    );
  }

  /** Goes back to what is declared, or removes the schedule where nothing is. */
  async drop(transaction: Database, row: ScheduleRow, { by, now }: Change): Promise<void> {
    if (row.declared === null) {
      await transaction.query('DELETE FROM schedules.schedule WHERE model = $1', [row.model]);
      return;
    }
    const { plannedAt, nextAt } = planned(row.declared, row.model, now.getTime());
    await transaction.query(
      `UPDATE schedules.schedule SET own = NULL, planned_at = $2, next_at = $3, retry_at = NULL, failures = 0,
         changed_by = $4, changed_at = $5 WHERE model = $1`,
      [row.model, new Date(plannedAt), new Date(nextAt), by, now],
    );
  }

  async pause(model: string, { by, now }: Change): Promise<ScheduleRow | undefined> {
    const text = `UPDATE schedules.schedule SET paused_by = coalesce(paused_by, $2), paused_at = coalesce(paused_at, $3)
      WHERE model = $1 RETURNING *`;
    return (await this.database.query<ScheduleRow>(text, [model, by, now]))[0];
  }

  async resume(model: string): Promise<ScheduleRow | undefined> {
    const text = 'UPDATE schedules.schedule SET paused_by = NULL, paused_at = NULL WHERE model = $1 RETURNING *';
    return (await this.database.query<ScheduleRow>(text, [model]))[0];
  }

  /** Remembers where the schedule stands, and the run that it has begun. */
  async keep(
    transaction: Database,
    model: string,
    { standing, run }: { readonly standing: Standing; readonly run?: { readonly id: string; readonly at: Date } },
  ): Promise<void> {
    await transaction.query(
      `UPDATE schedules.schedule SET planned_at = $2, next_at = $3, retry_at = $4, failures = $5, unsettled = $6,
         last_run = coalesce($7, last_run), last_started_at = coalesce($8, last_started_at) WHERE model = $1`,
      [
        model,
        new Date(standing.plannedAt),
        new Date(standing.nextAt),
        standing.retryAt === undefined ? null : new Date(standing.retryAt),
        standing.failures,
        standing.unsettled,
        run?.id ?? null,
        run?.at ?? null,
      ],
    );
  }
}
