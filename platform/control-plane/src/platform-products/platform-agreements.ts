import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EventLog } from '@mesh/events';
import { AgreementFollower, HostedProducts, Logger, Readiness } from '@mesh/runtime';

/** Keeps what was agreed of the products that the control plane itself serves, as a domain does of its own. */
@Injectable()
export class PlatformAgreements implements OnApplicationBootstrap, OnApplicationShutdown {
  private follower: AgreementFollower | undefined;

  constructor(
    @Inject(HostedProducts) private readonly products: HostedProducts,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { log, readiness, logger } = this;
    const held = this.products.all().map(({ served }) => served.agreements);
    this.follower = new AgreementFollower(held, { log, readiness, logger });
    await this.follower.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.follower?.close();
  }
}
