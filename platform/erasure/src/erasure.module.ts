import { Inject, Module, type DynamicModule, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ERASURE_REPORTED_TOPIC, ERASURE_TOPICS } from '@mesh/access';
import { Database } from '@mesh/database';
import { EventLog, type Subscription } from '@mesh/events';
import { Subjects } from '@mesh/events-sealed';
import { ErasureDesk } from './erasure-desk.js';
import { ErasureFinisher } from './erasure-finisher.js';
import { ErasureStore } from './erasure-store.js';
import { ErasuresController } from './erasures.controller.js';

/** The right to be forgotten: asked for here, carried out by the domains, ended here. */
@Module({})
export class ErasureModule implements OnModuleInit, OnModuleDestroy {
  private subscription: Subscription | undefined;

  constructor(
    @Inject(ErasureStore) private readonly store: ErasureStore,
    @Inject(EventLog) private readonly log: EventLog,
    @Inject(Subjects) private readonly subjects: Subjects,
  ) {}

  /** Needs `Database`, `EventLog` and `Subjects` provided globally. */
  static forRoot(): DynamicModule {
    return {
      module: ErasureModule,
      controllers: [ErasuresController],
      providers: [
        {
          provide: ErasureStore,
          useFactory: (database: Database, log: EventLog) => new ErasureStore(database, log),
          inject: [Database, EventLog],
        },
        ErasureDesk,
      ],
    };
  }

  async onModuleInit(): Promise<void> {
    for (const topic of ERASURE_TOPICS) await this.log.declareTopic(topic);
    await this.store.open();
    const finisher = new ErasureFinisher(this.store, this.subjects);
    this.subscription = await this.log.subscribe({ topics: [ERASURE_REPORTED_TOPIC], group: 'erasures' }, (events) =>
      finisher.handle(events),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.subscription?.close();
    await this.store.close();
  }
}
