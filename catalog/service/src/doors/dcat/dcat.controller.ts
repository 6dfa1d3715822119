import { Controller, Get, Header, Inject, Param, Query, Req, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { Public } from '@mesh/runtime';

import { checkedQuery, PARAMETERS } from '../../checked-query.js';
import { ConditionalAnswers } from '../../conditional-answers.js';
import { pageAsked } from '../../paged.js';
import { DoorProducts } from '../door-products.js';
import { originOf } from '../origin-of.js';
import { catalogDcat, oneDcat } from './catalog-dcat.js';
import type { LinkedData } from './product-dcat.js';

const { limit, cursor } = PARAMETERS;
const JSON_LD = 'application/ld+json; profile="http://www.w3.org/ns/json-ld#compacted"';

/** The catalog in the vocabulary that other catalogs read (W3C DCAT 3). */
@Public()
@UseInterceptors(ConditionalAnswers)
@Controller('catalog')
export class DcatController {
  constructor(@Inject(DoorProducts) private readonly products: DoorProducts) {}

  @Get('dcat')
  @Header('content-type', JSON_LD)
  async catalog(@Req() request: FastifyRequest, @Query() query: Record<string, unknown>): Promise<LinkedData> {
    const page = await this.products.page(pageAsked(checkedQuery(query, { limit, cursor })));
    const origin = originOf(request);
    return catalogDcat(origin, new URL(request.url, origin).href, page);
  }

  @Get('products/:id/dcat')
  @Header('content-type', JSON_LD)
  async product(@Req() request: FastifyRequest, @Param('id') id: string): Promise<LinkedData> {
    return oneDcat(originOf(request), await this.products.one(id));
  }
}
