import { Controller, Get, Header, Inject, Query, Req, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import { Public } from '@mesh/runtime';

import { checkedQuery, PARAMETERS } from '../checked-query.js';
import { ConditionalAnswers } from '../conditional-answers.js';
import { originOf } from '../doors/origin-of.js';
import { pageAsked } from '../paged.js';
import { ChangeReader } from './change-reader.js';
import { changesFeed } from './changes-feed.js';

const { limit, cursor, product, since } = PARAMETERS;

/** What happened to products, for people and for feed readers. */
@Public()
@UseInterceptors(ConditionalAnswers)
@Controller('catalog')
export class ChangesController {
  constructor(@Inject(ChangeReader) private readonly changes: ChangeReader) {}

  @Get('changes')
  list(@Query() query: Record<string, unknown>) {
    const asked = checkedQuery(query, { product, since, limit, cursor });
    return this.changes.list(asked, pageAsked(asked));
  }

  @Get('changes.atom')
  @Header('content-type', 'application/atom+xml; charset=utf-8')
  async feed(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest) {
    const asked = checkedQuery(query, { product, since, limit });
    const { changes } = await this.changes.list(asked, pageAsked(asked));
    return changesFeed(changes, `${originOf(request)}${request.url}`);
  }
}
