import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';

import { AllowRoles } from '@mesh/runtime';

import { EvaluationReader } from './evaluation-reader.js';
import { ServingDesk } from './serving-desk.js';

const READERS = ['data-scientist', 'data-engineer', 'domain', 'auditor', 'operator', 'practitioner'];

/** The constant evaluation over HTTP. */
@Controller('evaluation/models')
export class EvaluationController {
  constructor(
    @Inject(EvaluationReader) private readonly reader: EvaluationReader,
    @Inject(ServingDesk) private readonly desk: ServingDesk,
  ) {}

  @Get()
  @AllowRoles(...READERS)
  models() {
    return this.reader.models();
  }

  @Get(':name')
  @AllowRoles(...READERS)
  model(@Param('name') name: string) {
    return this.reader.model(name);
  }

  @Get(':name/history')
  @AllowRoles(...READERS)
  history(@Param('name') name: string, @Query() query: Record<string, unknown>) {
    return this.reader.history(name, query);
  }

  @Get(':name/actions')
  @AllowRoles(...READERS)
  actions(@Param('name') name: string, @Query() query: Record<string, unknown>) {
    return this.reader.actions(name, query);
  }

  @Post(':name/resume')
  @HttpCode(200)
  @AllowRoles('operator', 'domain')
  resume(@Param('name') name: string) {
    return this.desk.resume(name);
  }
}
