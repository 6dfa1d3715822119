import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

import { CATALOG_ANNOUNCED_TOPIC, EventLog } from '@mesh/events';
import { Logger } from '@mesh/runtime';

import { ANNOUNCEMENT_GROUP } from './announcement-follower.js';
import { CatalogSettings } from './catalog-options.js';
import { StandingStore } from './changes/standing-store.js';
import { MeasureStore } from './measured/measure-store.js';
import { MISSED_BEATS } from './presence.js';

/** Expired measures are dropped each time that so many sweeps went by. */
const SWEEPS_AN_EXPIRY = 20;
/** Announcements still to be heard: with more of them nobody knows who fell silent. */
const MAX_UNHEARD = 500;

/** What has to be done without anybody asking: products that fell silent are found, old measures dropped. */
@Injectable()
export class Upkeep implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private sweeps = 0;

  constructor(
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(StandingStore) private readonly standing: StandingStore,
    @Inject(MeasureStore) private readonly measures: MeasureStore,
    @Inject(CatalogSettings) private readonly settings: CatalogSettings,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    // The first comes late enough for those to be heard who spoke while the catalog was away.
    this.timer = setInterval(() => {
      this.working = this.working
        .then(() => this.sweep())
        .catch((cause: unknown) => this.logger.warn({ cause }, 'the catalog could not be kept up'));
    }, MISSED_BEATS * this.settings.beatMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  private async sweep(): Promise<void> {
    if ((await this.log.lag(CATALOG_ANNOUNCED_TOPIC, ANNOUNCEMENT_GROUP)) < MAX_UNHEARD)
      await this.standing.missBeats();
    if (this.sweeps % SWEEPS_AN_EXPIRY === 0) await this.measures.expire(this.settings.now());
    this.sweeps += 1;
  }
}
