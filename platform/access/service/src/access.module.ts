import { Module, type DynamicModule } from '@nestjs/common';
import { Database } from '@mesh/database';
import { Courtesy } from '@mesh/events';
import { AuditController } from './audit/audit.controller.js';
import { AuditCourtesy, AuditRecorder, AuditRetention } from './audit/audit-recorder.js';
import { AuditStore } from './audit/audit-store.js';
import { ConsoleSettingsController } from './console/console-settings.controller.js';
import { ConsoleSettings } from './console/console-settings.js';
import { MeController, PurposesOf } from './console/me.controller.js';

/** How decisions are remembered, and how people sign in. */
export interface AccessOptions {
  /** Default six years: what HIPAA asks of documentation (45 CFR 164.316(b)(2)(i)). */
  readonly retentionMs?: number;
  readonly clock?: () => Date;
  /** Without them there is no console to sign in to. */
  readonly console?: ConsoleSettings;
  readonly purposesOf?: PurposesOf;
  /** By which the record lets callers go first; the decisions are durable in the log. By default nobody goes first. */
  readonly courtesy?: Courtesy;
}

const SIX_YEARS_MS = 6 * 366 * 86_400_000;

/** The audit record of the control plane and what callers learn of themselves; provides `AuditStore`. */
@Module({})
export class AccessModule {
  /** Needs `Database` and `EventLog` provided globally. */
  static forRoot(options: AccessOptions = {}): DynamicModule {
    const { retentionMs = SIX_YEARS_MS, clock = () => new Date(), purposesOf = () => undefined } = options;
    const courtesy = options.courtesy ?? new Courtesy(() => 0);
    return {
      module: AccessModule,
      controllers: [AuditController, MeController, ConsoleSettingsController],
      providers: [
        { provide: ConsoleSettings, useValue: options.console ?? null },
        { provide: PurposesOf, useValue: purposesOf },
        { provide: AuditStore, useFactory: (database: Database) => new AuditStore(database), inject: [Database] },
        { provide: AuditRetention, useValue: { retentionMs, clock } satisfies AuditRetention },
        { provide: AuditCourtesy, useValue: courtesy },
        AuditRecorder,
      ],
      exports: [AuditStore],
    };
  }
}
