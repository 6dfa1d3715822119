import { Controller, Get, Inject, Query } from '@nestjs/common';
import { AllowRoles } from '@mesh/runtime';
import { readAuditQuery } from './audit-query.js';
import { AuditStore, type AuditPage } from './audit-store.js';

/** Who used what, for which purpose: the record of decisions over HTTP. */
@Controller('access')
export class AuditController {
  constructor(@Inject(AuditStore) private readonly store: AuditStore) {}

  @Get('audit')
  @AllowRoles('auditor')
  find(@Query() parameters: Record<string, unknown>): Promise<AuditPage> {
    return this.store.find(readAuditQuery(parameters));
  }
}
