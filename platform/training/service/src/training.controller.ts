import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res, Sse } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import type { Caller } from '@mesh/access';
import { AllowRoles, CallerOf } from '@mesh/runtime';

import { RunReader } from './run-reader.js';
import { RunStream } from './run-stream.js';
import { checkedRequest, checkedRunsQuery } from './training-request.js';
import { TrainingService } from './training.service.js';

const READERS = ['data-scientist', 'data-engineer', 'domain', 'auditor', 'operator', 'practitioner'];

/** Training runs over HTTP. */
@Controller('training')
export class TrainingController {
  constructor(
    @Inject(TrainingService) private readonly trainings: TrainingService,
    @Inject(RunReader) private readonly runs: RunReader,
    @Inject(RunStream) private readonly stream: RunStream,
  ) {}

  @Get('models')
  @AllowRoles(...READERS)
  models() {
    return this.trainings.models();
  }

  @Post('runs')
  @HttpCode(202)
  @AllowRoles('data-scientist', 'domain')
  async request(@Body() body: unknown, @CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply) {
    const run = await this.trainings.request(checkedRequest(body), caller.id);
    reply.header('location', run.links['self']);
    return run;
  }

  @Get('runs')
  @AllowRoles(...READERS)
  list(@Query() query: unknown) {
    return this.runs.list(checkedRunsQuery(query));
  }

  @Get('runs/:id')
  @AllowRoles(...READERS)
  run(@Param('id') id: string) {
    return this.runs.run(id);
  }

  @Get('snapshots/:sha256')
  @AllowRoles(...READERS)
  snapshot(@Param('sha256') sha256: string) {
    return this.runs.snapshot(sha256);
  }

  @Sse('runs/:id/events')
  @AllowRoles(...READERS)
  events(@Param('id') id: string) {
    return this.stream.of(id);
  }
}
