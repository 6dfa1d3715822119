import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DECIDED_TOPIC } from '@mesh/access';
import { EventLog, type Courtesy, type Subscription } from '@mesh/events';
import { AuditStore } from './audit-store.js';

/** How long decisions are kept, and the clock that says what is old. */
export interface AuditRetention {
  readonly retentionMs: number;
  readonly clock: () => Date;
}

/** Injection token of the retention. */
export const AuditRetention = Symbol('AuditRetention');

/** Injection token of what lets callers go first. */
export const AuditCourtesy = Symbol('AuditCourtesy');

const EXPIRE_EVERY_MS = 6 * 3_600_000;

/** Follows the topic of decisions into the store, and lets go of what is past its retention. */
@Injectable()
export class AuditRecorder implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(AuditRecorder.name);
  private subscription: Subscription | undefined;
  private expiring: NodeJS.Timeout | undefined;

  constructor(
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(AuditStore) private readonly store: AuditStore,
    @Inject(AuditRetention) private readonly retention: AuditRetention,
    @Inject(AuditCourtesy) private readonly courtesy: Courtesy,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.store.open();
    await this.log.declareTopic({ name: DECIDED_TOPIC });
    const settings = { topics: [DECIDED_TOPIC], group: 'access-audit', maxBatch: 500, lingerMs: 250 };
    this.subscription = await this.log.subscribe(settings, (events, signal) =>
      this.courtesy.handle(events, () => this.store.store(events), signal),
    );
    this.expiring = setInterval(() => void this.expire(), EXPIRE_EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.expiring);
    await this.subscription?.close();
  }

  private async expire(): Promise<void> {
    const { retentionMs, clock } = this.retention;
    try {
      await this.store.expire(new Date(clock().getTime() - retentionMs));
    } catch {
      this.logger.warn('Old decisions could not be dropped; the next attempt follows by itself.');
    }
  }
}
