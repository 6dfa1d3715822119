import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Caller } from '@mesh/access';
import { AllowRoles, CallerOf } from '@mesh/runtime';
import { ScheduleRunner } from './schedule-runner.js';
import { checkedSchedulesQuery } from './schedule-request.js';
import { SchedulesService } from './schedules.service.js';

const READERS = ['data-scientist', 'data-engineer', 'domain', 'auditor', 'operator', 'practitioner'];
const WRITERS = ['data-scientist', 'domain'];
/** Who runs the mesh may hold a training back, but does not ask for one. */
const HOLDERS = [...WRITERS, 'operator'];

/** Schedules of trainings over HTTP. */
@Controller('training/schedules')
export class SchedulesController {
  constructor(
    @Inject(SchedulesService) private readonly schedules: SchedulesService,
    @Inject(ScheduleRunner) private readonly runner: ScheduleRunner,
  ) {}

  @Get()
  @AllowRoles(...READERS)
  list(@Query() query: unknown) {
    return this.schedules.list(checkedSchedulesQuery(query));
  }

  @Get(':model')
  @AllowRoles(...READERS)
  get(@Param('model') model: string) {
    return this.schedules.get(model);
  }

  @Put(':model')
  @AllowRoles(...WRITERS)
  put(@Param('model') model: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.schedules.put(model, body, caller.id);
  }

  @Delete(':model')
  @HttpCode(204)
  @AllowRoles(...WRITERS)
  remove(@Param('model') model: string, @CallerOf() caller: Caller) {
    return this.schedules.remove(model, caller.id);
  }

  @Post(':model/pause')
  @HttpCode(200)
  @AllowRoles(...HOLDERS)
  pause(@Param('model') model: string, @CallerOf() caller: Caller) {
    return this.schedules.pause(model, caller.id);
  }

  @Post(':model/resume')
  @HttpCode(200)
  @AllowRoles(...HOLDERS)
  resume(@Param('model') model: string) {
    return this.schedules.resume(model);
  }

  @Post(':model/run')
  @HttpCode(202)
  @AllowRoles(...WRITERS)
  async run(
    @Param('model') model: string,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const run = await this.runner.runNow(model, caller.id);
    reply.header('location', run.links['self']);
    return run;
  }
}
