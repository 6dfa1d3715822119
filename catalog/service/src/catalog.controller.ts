import { Controller, Get, Inject, Param, Query, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { Public } from '@mesh/runtime';

import { parseCatalogQuery } from './search/catalog-query.js';
import { ConditionalAnswers, weakTag } from './conditional-answers.js';
import { ProductPage } from './product-page.js';
import { ProductReader } from './product-reader.js';

type Asked = Record<string, unknown>;

/** The catalog over HTTP; discovery is open to everyone. */
@Public()
@UseInterceptors(ConditionalAnswers)
@Controller('catalog')
export class CatalogController {
  constructor(
    @Inject(ProductReader) private readonly reader: ProductReader,
    @Inject(ProductPage) private readonly pages: ProductPage,
  ) {}

  @Get('products')
  list(@Query() query: Asked) {
    return this.reader.list(parseCatalogQuery(query, ['domain', 'limit', 'cursor']));
  }

  @Get('products/:id')
  async describe(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const page = await this.pages.read(id);
    // `lastSeenAt` moves with every beat and says nothing new.
    reply.header('etag', weakTag({ ...page, lastSeenAt: undefined }));
    return page;
  }
}
