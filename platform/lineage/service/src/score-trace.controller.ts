import { Controller, Get, Inject, Param } from '@nestjs/common';

import type { Caller } from '@mesh/access';
import { AllowRoles, CallerOf } from '@mesh/runtime';

import { ScoreTracer } from './score-tracer.js';

/** The trace of one score. */
@Controller('lineage/scores')
export class ScoreTraceController {
  constructor(@Inject(ScoreTracer) private readonly tracer: ScoreTracer) {}

  @Get(':scoreId')
  @AllowRoles('auditor', 'practitioner', 'data-scientist', 'domain')
  trace(@Param('scoreId') scoreId: string, @CallerOf() caller: Caller) {
    return this.tracer.trace(scoreId, caller);
  }
}
