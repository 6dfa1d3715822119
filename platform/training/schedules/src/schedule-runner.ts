import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@mesh/database';
import { RunStore, TrainingService, type TrainingRun } from '@mesh/training-service';
import { nextStep, type Known } from './rules/next-step.js';
import { ScheduleSettings } from './schedule-options.js';
import { scheduleOf, standingOf, type ScheduleRow } from './schedule-row.js';
import { ScheduleStore } from './schedule-store.js';
import { ScheduleErrors } from './schedule.errors.js';

const REASON = 'schedule';

/**
 * Begins the trainings that are due. The place of the schedule, the run and its request are one transaction on the locked
 * row of the schedule: of several processes one begins it, and a death at any moment neither loses nor doubles it.
 */
@Injectable()
export class ScheduleRunner {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ScheduleStore) private readonly schedules: ScheduleStore,
    @Inject(TrainingService) private readonly trainings: TrainingService,
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(ScheduleSettings) private readonly settings: ScheduleSettings,
  ) {}

  /** Looks at every schedule with something to do; resolves to the models whose training it began. */
  async look(): Promise<readonly string[]> {
    const begun: string[] = [];
    for (const model of await this.schedules.due(this.settings.now())) {
      const begins = await this.database.transaction((transaction) => this.step(transaction, model));
      if (begins) begun.push(model);
    }
    if (begun.length > 0) await this.trainings.giveTurns();
    return begun;
  }

  /** Begins a training now, whatever the clock says. Throws SCHEDULE.UNKNOWN, TRAINING_STANDS. */
  async runNow(model: string, by: string): Promise<TrainingRun> {
    const run = await this.database.transaction(async (transaction) => {
      const row = await this.schedules.locked(transaction, model);
      if (row === undefined) throw ScheduleErrors.UNKNOWN();
      if (await this.trainings.stands(transaction, model)) throw ScheduleErrors.TRAINING_STANDS();
      return this.begin(transaction, row, { by, standing: { ...standingOf(row), failures: 0, retryAt: undefined } });
    });
    await this.trainings.giveTurns();
    return run;
  }

  private async step(transaction: Database, model: string): Promise<boolean> {
    const row = await this.schedules.locked(transaction, model, 'SKIP LOCKED');
    if (row === undefined || row.paused_at !== null) return false;
    const now = this.settings.now().getTime();
    const known = await this.known(transaction, row);
    const { standing, starts } = nextStep({ schedule: scheduleOf(row), model }, standingOf(row), { ...known, now });
    if (starts) await this.begin(transaction, row, { standing });
    else await this.schedules.keep(transaction, model, { standing });
    return starts;
  }

  private async begin(
    transaction: Database,
    row: ScheduleRow,
    { standing, by }: { readonly standing: ReturnType<typeof standingOf>; readonly by?: string },
  ): Promise<TrainingRun> {
    const { parameters = {} } = scheduleOf(row);
    const run = await this.trainings.requestWithin(transaction, { model: row.model, parameters, reason: REASON }, by);
    const at = this.settings.now();
    await this.schedules.keep(transaction, row.model, {
      standing: { ...standing, unsettled: true },
      run: { id: run.runId, at },
    });
    return run;
  }

  private async known(transaction: Database, { model, unsettled, last_run }: ScheduleRow): Promise<Known> {
    const stands = await this.trainings.stands(transaction, model);
    if (!unsettled || last_run === null) return { ended: undefined, stands };
    const run = await this.runs.find(last_run, transaction);
    // What somebody has stopped is not tried again before its next regular time.
    if (run?.cancellation !== undefined && run.state === 'failed') return { ended: 'completed', stands };
    const state = run?.state;
    if (state === 'completed' || state === 'failed') return { ended: state, stands };
    // A run that has been given up will not end any more.
    return { ended: stands ? undefined : 'failed', stands };
  }
}
