import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/route-access.js';
import { Metrics } from '../observability/metrics.js';
import { Readiness } from './readiness.js';

/** Whether the service lives, whether it can do its work, and how it is doing. */
@Public()
@Controller()
export class HealthController {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  live(): { status: string } {
    return { status: 'live' };
  }

  @Get('health/ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): { status: string; waitingFor: readonly string[] } {
    const waitingFor = this.readiness.waitingFor();
    if (waitingFor.length > 0) void reply.status(503);
    return { status: waitingFor.length === 0 ? 'ready' : 'waiting', waitingFor };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  scrape(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
