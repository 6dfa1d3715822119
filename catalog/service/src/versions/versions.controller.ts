import { Controller, Get, Inject, Param, Query, UseInterceptors } from '@nestjs/common';

import { Public } from '@mesh/runtime';

import { checkedQuery, PARAMETERS } from '../checked-query.js';
import { ConditionalAnswers } from '../conditional-answers.js';
import { pageAsked } from '../paged.js';
import { ProductReader } from '../product-reader.js';
import { VersionComparer } from './version-comparer.js';
import { VersionReader } from './version-reader.js';

const { limit, cursor, version } = PARAMETERS;

/** The versions of products, and what is different between two of them. */
@Public()
@UseInterceptors(ConditionalAnswers)
@Controller('catalog/products/:id/versions')
export class VersionsController {
  constructor(
    @Inject(ProductReader) private readonly products: ProductReader,
    @Inject(VersionReader) private readonly versions: VersionReader,
    @Inject(VersionComparer) private readonly comparer: VersionComparer,
  ) {}

  @Get()
  async list(@Param('id') id: string, @Query() query: Record<string, unknown>) {
    const asked = pageAsked(checkedQuery(query, { limit, cursor }));
    const product = await this.products.description(id);
    return { product: product.id, ...(await this.versions.list(product, asked)) };
  }

  /** `to` is the present version unless named. */
  @Get('compare')
  async compare(@Param('id') id: string, @Query() query: Record<string, unknown>) {
    const { from = '', to } = checkedQuery(query, { from: version, to: version }, ['from']);
    const product = await this.products.description(id);
    return this.comparer.compare(product, from, to ?? product.version);
  }
}
