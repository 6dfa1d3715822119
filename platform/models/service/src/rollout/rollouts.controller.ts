import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query } from '@nestjs/common';

import type { Caller } from '@mesh/access';
import { AllowRoles, CallerOf } from '@mesh/runtime';

import { movesQuery } from '../alias-history.js';
import { RolloutConductor } from './rollout-conductor.js';
import { checkedOutcomes } from './rollout-request.js';
import { RolloutsService } from './rollouts.service.js';

const READERS = ['data-scientist', 'data-engineer', 'domain', 'auditor', 'operator', 'practitioner'];
const WRITERS = ['domain', 'data-scientist'];

/** Rollouts over HTTP. */
@Controller('models/:name/rollout')
export class RolloutsController {
  constructor(
    @Inject(RolloutsService) private readonly rollouts: RolloutsService,
    @Inject(RolloutConductor) private readonly conductor: RolloutConductor,
  ) {}

  @Get()
  @AllowRoles(...READERS)
  find(@Param('name') name: string) {
    return this.rollouts.find(name);
  }

  @Get('changes')
  @AllowRoles(...READERS)
  changes(@Param('name') name: string, @Query() asked: Record<string, unknown>) {
    return this.rollouts.changes(name, movesQuery(asked));
  }

  @Put()
  @AllowRoles(...WRITERS)
  put(@Param('name') name: string, @Body() body: unknown, @CallerOf() caller: Caller) {
    return this.rollouts.put(name, body, caller.id);
  }

  @Delete()
  @HttpCode(200)
  @AllowRoles(...WRITERS, 'operator')
  end(@Param('name') name: string, @CallerOf() caller: Caller) {
    return this.rollouts.end(name, caller.id);
  }

  @Post('outcomes')
  @HttpCode(200)
  @AllowRoles(...WRITERS)
  async outcomes(@Param('name') name: string, @Body() body: unknown) {
    await this.conductor.told(name, checkedOutcomes(body));
    return this.rollouts.find(name);
  }
}
