import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Caller } from '@mesh/access';
import { AllowCallers, CallerOf } from '@mesh/runtime';
import type { Agreement } from './agreement.js';
import { AgreementDesk } from './agreement-desk.js';
import type { AgreementPage } from './agreement-store.js';
import type { AgreementUsage } from './agreement-usage.js';

type Parameters = Record<string, unknown>;

/** Agreements on access over HTTP; every caller may ask, and sees what concerns them. */
@AllowCallers()
@Controller('access/agreements')
export class AgreementsController {
  constructor(@Inject(AgreementDesk) private readonly desk: AgreementDesk) {}

  @Post()
  @HttpCode(201)
  async ask(
    @Body() body: unknown,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Agreement> {
    const asked = await this.desk.ask(body, caller);
    void reply.header('location', asked.links.self);
    return asked;
  }

  @Get()
  list(@Query() parameters: Parameters, @CallerOf() caller: Caller): Promise<AgreementPage> {
    return this.desk.list(parameters, caller);
  }

  @Get(':id')
  find(@Param('id') id: string, @CallerOf() caller: Caller): Promise<Agreement> {
    return this.desk.find(id, caller);
  }

  @Get(':id/usage')
  usage(@Param('id') id: string, @CallerOf() caller: Caller): Promise<AgreementUsage> {
    return this.desk.usage(id, caller);
  }

  @Post(':id/grant')
  @HttpCode(200)
  grant(@Param('id') id: string, @Body() body: unknown, @CallerOf() caller: Caller): Promise<Agreement> {
    return this.desk.take(id, 'grant', { body, caller });
  }

  @Post(':id/refuse')
  @HttpCode(200)
  refuse(@Param('id') id: string, @Body() body: unknown, @CallerOf() caller: Caller): Promise<Agreement> {
    return this.desk.take(id, 'refuse', { body, caller });
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  withdraw(@Param('id') id: string, @Body() body: unknown, @CallerOf() caller: Caller): Promise<Agreement> {
    return this.desk.take(id, 'withdraw', { body, caller });
  }
}
