import { Controller, Get, Head, Inject, Query, Req, Res } from '@nestjs/common';
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
    this.announce(request, reply);
    return JSON.stringify(apiCatalog(originOf(request), page));
  }

  /** Says where the catalog is without sending it (RFC 9727, 2). */
  @Head()
  look(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    this.announce(request, reply);
  }

  private announce(request: FastifyRequest, reply: FastifyReply): void {
    const self = `${originOf(request)}/.well-known/api-catalog`;
    void reply.header('content-type', LINKSET).header('link', `<${self}>; rel="api-catalog"`);
  }
}
