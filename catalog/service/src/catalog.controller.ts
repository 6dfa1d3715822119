import { Controller, Get, Headers, HttpStatus, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { Public } from '@mesh/runtime';

import { parseCatalogQuery } from './catalog-query.js';
import { ProductReader } from './product-reader.js';
import { ProductSearch } from './product-search.js';

type Asked = Record<string, unknown>;

/** The catalog over HTTP; discovery is open to everyone. */
@Public()
@Controller('catalog')
export class CatalogController {
  constructor(
    @Inject(ProductReader) private readonly reader: ProductReader,
    @Inject(ProductSearch) private readonly products: ProductSearch,
  ) {}

  @Get('products')
  list(@Query() query: Asked) {
    return this.reader.list(parseCatalogQuery(query, ['domain', 'limit', 'cursor']));
  }

  @Get('products/:id')
  async describe(
    @Param('id') id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { product, etag } = await this.reader.describe(id);
    reply.header('etag', etag).header('cache-control', 'no-cache');
    if (known?.split(',').some((tag) => tag.trim() === etag || tag.trim() === '*') !== true) return product;
    reply.status(HttpStatus.NOT_MODIFIED);
    return undefined;
  }

  @Get('search')
  search(@Query() query: Asked) {
    const { q = '', ...rest } = parseCatalogQuery(query, ['q', 'domain', 'tag', 'port', 'limit', 'cursor']);
    return this.products.search({ ...rest, q });
  }
}
