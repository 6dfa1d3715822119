import { Controller, Get, Inject, Param, Query } from '@nestjs/common';

import type { Caller } from '@mesh/access';
import { AllowRoles, CallerOf } from '@mesh/runtime';

import { ScoreTracer } from './score-tracer.js';

const READERS = ['auditor', 'practitioner', 'data-scientist', 'domain'];

/** The trace of one score. */
@Controller('lineage/scores')
export class ScoreTraceController {
  constructor(@Inject(ScoreTracer) private readonly tracer: ScoreTracer) {}

  @Get()
  @AllowRoles(...READERS)
  ofTrace(@Query() asked: Record<string, unknown>) {
    return this.tracer.ofTrace(asked);
  }

  @Get(':scoreId')
  @AllowRoles(...READERS)
  trace(@Param('scoreId') scoreId: string, @CallerOf() caller: Caller) {
    return this.tracer.trace(scoreId, caller);
  }
}
