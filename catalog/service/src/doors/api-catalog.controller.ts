import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { Public } from '@mesh/runtime';

import { checkedQuery, PARAMETERS } from '../checked-query.js';
import { pageAsked } from '../paged.js';
import { API_CATALOG_PROFILE, apiCatalog } from './api-catalog.js';
import { DoorProducts } from './door-products.js';
import { originOf } from './origin-of.js';

const { limit, cursor } = PARAMETERS;
const LINKSET = `application/linkset+json; profile="${API_CATALOG_PROFILE}"`;

/** The well-known place where programs look for the APIs of a publisher (RFC 9727). */
@Public()
@Controller('.well-known/api-catalog')
export class ApiCatalogController {
  constructor(@Inject(DoorProducts) private readonly products: DoorProducts) {}

  @Get()
  async read(
    @Req() request: FastifyRequest,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const page = await this.products.page(pageAsked(checkedQuery(query, { limit, cursor })));
    const origin = originOf(request);
    // HEAD, which Fastify answers as it does GET, leads here by this link alone (RFC 9727, 2).
    const link = `<${origin}/.well-known/api-catalog>; rel="api-catalog"`;
    void reply.header('content-type', LINKSET).header('link', link);
    return JSON.stringify(apiCatalog(origin, page));
  }
}
