import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Database, migrate } from '@mesh/database';
import { Logger } from '@mesh/runtime';
import { ScheduleRunner } from './schedule-runner.js';
import { ScheduleSettings } from './schedule-options.js';
import { SCHEDULE_MIGRATIONS } from './schedule.migrations.js';

/** Looks at the clock while the service lives. */
@Injectable()
export class ScheduleClock implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<unknown> | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ScheduleRunner) private readonly runner: ScheduleRunner,
    @Inject(ScheduleSettings) private readonly settings: ScheduleSettings,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await migrate(this.database, 'schedules', SCHEDULE_MIGRATIONS);
  }

  /** After the trainings have their tables. */
  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.tick(), this.settings.tickMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  private tick(): void {
    this.looking ??= this.runner
      .look()
      .catch((cause: unknown) => this.logger.warn({ cause }, 'the schedules could not be looked at'))
      .finally(() => (this.looking = undefined));
  }
}
