import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CATALOG_ANNOUNCED_TOPIC, EventLog } from '@mesh/events';
import { Announcer, HostedProducts, Logger } from '@mesh/runtime';

const NAME = 'control-plane';

/** Where the control plane keeps its files, and where it is reached. */
export interface PlatformPlace {
  readonly home: string;
  readonly address: string;
}

/** Injection token of the place. */
export const PlatformPlace = Symbol('PlatformPlace');

/** Tells the catalog of the products that the control plane itself keeps, as a domain does of its own. */
@Injectable()
export class PlatformAnnouncer implements OnApplicationBootstrap, OnApplicationShutdown {
  private announcer: Announcer | undefined;

  constructor(
    @Inject(HostedProducts) private readonly products: HostedProducts,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(PlatformPlace) private readonly place: PlatformPlace,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { home, address } = this.place;
    await this.log.declareTopic({ name: CATALOG_ANNOUNCED_TOPIC });
    const identity = { name: NAME, instance: randomUUID(), cacheFolder: join(home, 'cache', NAME) };
    this.announcer = new Announcer(this.products.all(), { log: this.log, logger: this.logger, identity });
    await this.announcer.start(address);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.announcer?.close();
  }
}
