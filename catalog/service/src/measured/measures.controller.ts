import { Controller, Get, Inject, Param, Query, UseInterceptors } from '@nestjs/common';

import { Public } from '@mesh/runtime';

import { checkedQuery } from '../checked-query.js';
import { ConditionalAnswers } from '../conditional-answers.js';
import { ProductReader } from '../product-reader.js';
import { MeasuresReader } from './measures-reader.js';
import { WINDOWS } from './windows.js';

const series = {
  rule: 'window',
  message: `is ${WINDOWS.map(({ name }) => name).join(', ')}`,
  holds: (value: string) => WINDOWS.some(({ name }) => name === value),
};

/** What products promise beside what they do. */
@Public()
@UseInterceptors(ConditionalAnswers)
@Controller('catalog/products/:id/measures')
export class MeasuresController {
  constructor(
    @Inject(ProductReader) private readonly products: ProductReader,
    @Inject(MeasuresReader) private readonly measures: MeasuresReader,
  ) {}

  /** With `series`, also how the measures of a window moved. */
  @Get()
  async read(@Param('id') id: string, @Query() query: Record<string, unknown>) {
    const asked = checkedQuery(query, { series });
    const product = await this.products.description(id);
    const measures = await this.measures.measures(product);
    const window = WINDOWS.find(({ name }) => name === asked.series);
    return window === undefined ? measures : { ...measures, series: await this.measures.series(product, window) };
  }
}
