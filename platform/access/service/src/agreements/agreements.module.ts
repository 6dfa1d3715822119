import {
  Inject,
  Module,
  type DynamicModule,
  type FactoryProvider,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { AGREED_TOPIC_SETTINGS } from '@mesh/access';
import { Database } from '@mesh/database';
import { EventLog } from '@mesh/events';
import { AgreementClock, AgreementDesk } from './agreement-desk.js';
import { AgreementReader } from './agreement-reader.js';
import { AgreementStore } from './agreement-store.js';
import { AgreementUsageReader } from './agreement-usage.js';
import { AgreementsController } from './agreements.controller.js';
import type { ProductDirectory } from './product-directory.js';

/** What agreements need of the rest of the control plane. */
export interface AgreementsOptions {
  /** Provides `ProductDirectory`. */
  readonly products: FactoryProvider<ProductDirectory>;
  readonly clock?: () => Date;
}

/** Who may use what by agreement: asked, granted, refused, withdrawn, told to the data plane; provides `AgreementReader`. */
@Module({})
export class AgreementsModule implements OnModuleInit, OnModuleDestroy {
  constructor(
    @Inject(AgreementStore) private readonly store: AgreementStore,
    @Inject(EventLog) private readonly log: EventLog,
  ) {}

  /** Needs `Database` and `EventLog` provided globally, and the tables of `AccessModule` for the usage. */
  static forRoot({ products, clock = () => new Date() }: AgreementsOptions): DynamicModule {
    return {
      module: AgreementsModule,
      controllers: [AgreementsController],
      providers: [
        products,
        { provide: AgreementClock, useValue: clock },
        {
          provide: AgreementStore,
          useFactory: (database: Database, log: EventLog) => new AgreementStore(database, log),
          inject: [Database, EventLog],
        },
        {
          provide: AgreementUsageReader,
          useFactory: (database: Database) => new AgreementUsageReader(database),
          inject: [Database],
        },
        {
          provide: AgreementReader,
          useFactory: (database: Database) => new AgreementReader(database, clock),
          inject: [Database],
        },
        AgreementDesk,
      ],
      exports: [AgreementReader],
    };
  }

  async onModuleInit(): Promise<void> {
    await this.log.declareTopic(AGREED_TOPIC_SETTINGS);
    await this.store.open();
  }

  onModuleDestroy(): Promise<void> {
    return this.store.close();
  }
}
