import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Caller } from '@mesh/access';
import { AllowCallers, CallerOf } from '@mesh/runtime';
import { ErasureDesk } from './erasure-desk.js';
import type { Erasure, ErasurePage } from './erasure.js';

/** Erasures over HTTP. Whom they are about stands in the body of the request alone: in no address, answer or record. */
@AllowCallers()
@Controller('access/erasures')
export class ErasuresController {
  constructor(@Inject(ErasureDesk) private readonly desk: ErasureDesk) {}

  @Post()
  @HttpCode(202)
  async ask(
    @Body() body: unknown,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Erasure> {
    const asked = await this.desk.ask(body, caller);
    void reply.header('location', asked.links.self);
    return asked;
  }

  @Get()
  list(@Query() parameters: Record<string, unknown>, @CallerOf() caller: Caller): Promise<ErasurePage> {
    return this.desk.list(parameters, caller);
  }

  @Get(':id')
  find(@Param('id') id: string, @CallerOf() caller: Caller): Promise<Erasure> {
    return this.desk.find(id, caller);
  }
}
