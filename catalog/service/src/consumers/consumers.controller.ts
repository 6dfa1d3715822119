import { Controller, Get, Header, Inject, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { ProductDescription } from '@mesh/events';
import { Gatekeeper, Public } from '@mesh/runtime';

import { checkedQuery, PARAMETERS } from '../checked-query.js';
import { ConditionalAnswers } from '../conditional-answers.js';
import { pageAsked } from '../paged.js';
import { ProductReader } from '../product-reader.js';
import { ConsumerReader } from './consumer-reader.js';

const { limit, cursor } = PARAMETERS;

/** Who relies on a product: how many for everybody, who for its owner and for auditors. */
@Public()
@UseInterceptors(ConditionalAnswers)
@Controller('catalog/products/:id/consumers')
export class ConsumersController {
  constructor(
    @Inject(ProductReader) private readonly products: ProductReader,
    @Inject(ConsumerReader) private readonly consumers: ConsumerReader,
    @Inject(Gatekeeper) private readonly gatekeeper: Gatekeeper,
  ) {}

  @Get()
  @Header('vary', 'authorization')
  async read(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const asked = pageAsked(checkedQuery(query, { limit, cursor }));
    const product = await this.products.description(id);
    const identities = await this.mayKnow(product, request);
    if (identities) reply.header('cache-control', 'no-store');
    return this.consumers.consumers(product, asked, identities);
  }

  /** Whoever comes without a token is told how many; a token that does not hold is refused as everywhere. */
  private async mayKnow({ domain, urn }: ProductDescription, request: FastifyRequest): Promise<boolean> {
    if (request.headers.authorization === undefined) return false;
    const caller = await this.gatekeeper.identify(request);
    const role = caller.roles.find((held) => held === 'auditor' || held === `domain:${domain}`);
    if (role === undefined) return false;
    const verdict = { permitted: true, rule: `consumers of the product: role ${role} may know them`, reveals: [] };
    const { recorded } = await this.gatekeeper.decide(request, caller, verdict, urn);
    await recorded;
    return true;
  }
}
