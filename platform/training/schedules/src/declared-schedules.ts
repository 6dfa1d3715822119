import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CATALOG_ANNOUNCED_TOPIC, EventLog, type Announcement, type Subscription } from '@mesh/events';
import { Logger } from '@mesh/runtime';
import { ScheduleSettings } from './schedule-options.js';
import { checkedSchedule } from './schedule-request.js';
import { ScheduleStore } from './schedule-store.js';

const DECLARATION = 'declaration';

/** Takes over the schedules that products declare with their models. */
@Injectable()
export class DeclaredSchedules implements OnApplicationBootstrap, OnApplicationShutdown {
  private subscription: Subscription | undefined;

  constructor(
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(ScheduleStore) private readonly schedules: ScheduleStore,
    @Inject(ScheduleSettings) private readonly settings: ScheduleSettings,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** After the schedules have their table. */
  async onApplicationBootstrap(): Promise<void> {
    await this.log.declareTopic({ name: CATALOG_ANNOUNCED_TOPIC });
    this.subscription = await this.log.subscribe(
      { topics: [CATALOG_ANNOUNCED_TOPIC], group: 'training-schedules' },
      async (events, signal) => {
        const latest = new Map(events.map(({ key, data }) => [key, data as Announcement]));
        for (const announcement of latest.values()) {
          signal.throwIfAborted();
          if (announcement.state !== 'stopped') await this.takeOver(announcement);
        }
      },
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.subscription?.close();
  }

  private async takeOver({ product }: Announcement): Promise<void> {
    for (const { name: model, schedule } of product.models) {
      if (schedule === undefined) {
        await this.schedules.undeclare(model);
        continue;
      }
      try {
        const entry = { model, product: product.id, schedule: checkedSchedule(schedule) };
        await this.schedules.declare(entry, { by: DECLARATION, now: this.settings.now() });
      } catch (cause) {
        this.logger.warn({ cause, model }, 'the declared schedule of a model cannot be kept');
      }
    }
  }
}
