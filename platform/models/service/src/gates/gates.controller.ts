import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import type { Caller } from '@mesh/access';
import { Database } from '@mesh/database';
import { AllowRoles, CallerOf, traceOf } from '@mesh/runtime';

import { movesQuery } from '../alias-history.js';
import { OverrideDesk } from './override-desk.js';
import { historyOf } from './version-history.js';

const READERS = ['data-scientist', 'data-engineer', 'domain', 'auditor', 'operator', 'practitioner'];
const REQUESTERS = ['domain', 'data-scientist'];
/** Whoever answers for patients may agree, too. */
const APPROVERS = [...REQUESTERS, 'practitioner'];

/** Gates and their overrides over HTTP. */
@Controller('models/:name/versions/:version')
export class GatesController {
  constructor(
    @Inject(OverrideDesk) private readonly desk: OverrideDesk,
    @Inject(Database) private readonly database: Database,
  ) {}

  @Get('gates')
  @AllowRoles(...READERS)
  standing(@Param('name') name: string, @Param('version') version: string) {
    return this.desk.standing(name, version);
  }

  @Get('history')
  @AllowRoles(...READERS)
  async history(
    @Param('name') name: string,
    @Param('version') version: string,
    @Query() asked: Record<string, unknown>,
  ) {
    const query = movesQuery(asked);
    const { model } = await this.desk.standing(name, version);
    return historyOf(this.database, { model, number: Number(version) }, query);
  }

  @Post('overrides')
  @AllowRoles(...REQUESTERS)
  request(
    @Param('name') name: string,
    @Param('version') version: string,
    @Body() body: unknown,
    @CallerOf() caller: Caller,
    @Req() request: FastifyRequest,
  ) {
    return this.desk.request(name, version, { body, by: caller.id, traceId: traceOf(request).traceId });
  }

  @Post('overrides/:id/approval')
  @HttpCode(200)
  @AllowRoles(...APPROVERS)
  approve(
    @Param('name') name: string,
    @Param('version') version: string,
    @Param('id') id: string,
    @CallerOf() caller: Caller,
    @Req() request: FastifyRequest,
  ) {
    return this.desk.approve(name, version, { id, by: caller.id, traceId: traceOf(request).traceId });
  }
}
