import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@mesh/database';
import { TrainingService } from '@mesh/training-service';
import { ScheduleSettings } from './schedule-options.js';
import { checkedSchedule, type SchedulesQuery } from './schedule-request.js';
import { scheduleView, type ScheduleRow, type ScheduleView } from './schedule-row.js';
import { ScheduleStore } from './schedule-store.js';
import { ScheduleErrors } from './schedule.errors.js';

/** Schedules, for who asks and changes. */
@Injectable()
export class SchedulesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ScheduleStore) private readonly schedules: ScheduleStore,
    @Inject(TrainingService) private readonly trainings: TrainingService,
    @Inject(ScheduleSettings) private readonly settings: ScheduleSettings,
  ) {}

  async list(query: SchedulesQuery): Promise<{ schedules: readonly ScheduleView[]; nextCursor?: string }> {
    const rows = await this.schedules.list({ ...query, limit: query.limit + 1 });
    const schedules = rows.slice(0, query.limit).map(scheduleView);
    const last = schedules.at(-1);
    return { schedules, ...(rows.length > query.limit && last !== undefined && { nextCursor: last.model }) };
  }

  async get(model: string): Promise<ScheduleView> {
    return seen(await this.schedules.find(model));
  }

  /** Throws SCHEDULE.INVALID, MODEL_UNKNOWN. */
  async put(model: string, body: unknown, by: string): Promise<ScheduleView> {
    const schedule = checkedSchedule(body);
    const { models } = await this.trainings.models();
    const announced = models.find((known) => known.model === model);
    if (announced === undefined) throw ScheduleErrors.MODEL_UNKNOWN();
    return scheduleView(await this.schedules.put({ ...announced, schedule }, this.change(by)));
  }

  async pause(model: string, by: string): Promise<ScheduleView> {
    return seen(await this.schedules.pause(model, this.change(by)));
  }

  /** What fell due meanwhile is made up for by one training. */
  async resume(model: string): Promise<ScheduleView> {
    return seen(await this.schedules.resume(model));
  }

  /** Throws SCHEDULE.UNKNOWN, DECLARED. */
  async remove(model: string, by: string): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const row = await this.schedules.locked(transaction, model);
      if (row === undefined) throw ScheduleErrors.UNKNOWN();
      if (row.own === null) throw ScheduleErrors.DECLARED();
      await this.schedules.drop(transaction, row, this.change(by));
    });
  }

  private readonly change = (by: string) => ({ by, now: this.settings.now() });
}

/** Throws SCHEDULE.UNKNOWN. */
function seen(row: ScheduleRow | undefined): ScheduleView {
  if (row === undefined) throw ScheduleErrors.UNKNOWN();
  return scheduleView(row);
}
