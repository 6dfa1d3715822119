import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';

import type { Caller } from '@mesh/access';
import { AllowRoles, CallerOf } from '@mesh/runtime';

import { RunCancellation } from './run-cancellation.js';
import { RunLogStore } from './run-log-store.js';
import { RunReader } from './run-reader.js';
import { checkedLogQuery } from './training-request.js';

/** What is done with one run while it goes on: its log, and its end before its time. */
@Controller('training/runs/:id')
export class RunInHandController {
  constructor(
    @Inject(RunReader) private readonly runs: RunReader,
    @Inject(RunLogStore) private readonly logs: RunLogStore,
    @Inject(RunCancellation) private readonly cancellation: RunCancellation,
  ) {}

  // What a recipe prints is free text: for those who write recipes and those who answer for them.
  @Get('logs')
  @AllowRoles('data-scientist', 'data-engineer', 'domain', 'auditor', 'operator')
  async log(@Param('id') id: string, @Query() query: unknown) {
    const checked = checkedLogQuery(query);
    const { runId } = await this.runs.run(id);
    return this.logs.page(runId, checked);
  }

  @Post('cancel')
  @HttpCode(202)
  @AllowRoles('data-scientist', 'domain')
  cancel(@Param('id') id: string, @CallerOf() caller: Caller) {
    return this.cancellation.cancel(id, caller.id);
  }
}
