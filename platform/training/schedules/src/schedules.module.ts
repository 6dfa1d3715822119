import { Module, type DynamicModule } from '@nestjs/common';
import { DeclaredSchedules } from './declared-schedules.js';
import { ScheduleClock } from './schedule-clock.js';
import { ScheduleSettings, scheduleSettings, type ScheduleOptions } from './schedule-options.js';
import { ScheduleRunner } from './schedule-runner.js';
import { ScheduleStore } from './schedule-store.js';
import { SchedulesController } from './schedules.controller.js';
import { SchedulesService } from './schedules.service.js';

/** Trainings by the clock. */
@Module({})
export class SchedulesModule {
  /** Needs `Database`, `EventLog` and `Logger` provided globally; `training` is the module that it asks for trainings. */
  static forRoot(training: DynamicModule, options: ScheduleOptions = {}): DynamicModule {
    return {
      module: SchedulesModule,
      imports: [training],
      controllers: [SchedulesController],
      providers: [
        { provide: ScheduleSettings, useValue: scheduleSettings(options) },
        ScheduleStore,
        ScheduleRunner,
        SchedulesService,
        ScheduleClock,
        DeclaredSchedules,
      ],
      exports: [ScheduleRunner],
    };
  }
}
