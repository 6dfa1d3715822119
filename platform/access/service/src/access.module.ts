import { Module, type DynamicModule } from '@nestjs/common';
import { Database } from '@mesh/database';
import { AuditController } from './audit/audit.controller.js';
import { AuditRecorder, AuditRetention } from './audit/audit-recorder.js';
import { AuditStore } from './audit/audit-store.js';

/** How decisions are remembered. */
export interface AccessOptions {
  /** Default six years: what HIPAA asks of documentation (45 CFR 164.316(b)(2)(i)). */
  readonly retentionMs?: number;
  readonly clock?: () => Date;
}

const SIX_YEARS_MS = 6 * 366 * 86_400_000;

/** The audit record of the control plane; provides `AuditStore`. */
@Module({})
export class AccessModule {
  /** Needs `Database` and `EventLog` provided globally. */
  static forRoot({ retentionMs = SIX_YEARS_MS, clock = () => new Date() }: AccessOptions = {}): DynamicModule {
    return {
      module: AccessModule,
      controllers: [AuditController],
      providers: [
        { provide: AuditStore, useFactory: (database: Database) => new AuditStore(database), inject: [Database] },
        { provide: AuditRetention, useValue: { retentionMs, clock } satisfies AuditRetention },
        AuditRecorder,
      ],
      exports: [AuditStore],
    };
  }
}
