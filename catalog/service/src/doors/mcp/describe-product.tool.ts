import { Inject, Injectable } from '@nestjs/common';

import { ProductPage } from '../../product-page.js';
import { inputOf, PRODUCT_ID, type Tool } from './tool.js';

/** Everything that is known of one product. */
@Injectable()
export class DescribeProductTool implements Tool<{ product: string }> {
  readonly name = 'describe_product';
  readonly title = 'Describe a data product';
  readonly description =
    'Everything about one product: owner, purpose, ports with their fields, units and codes, promises beside what is measured, versions, neighbours, and the names of its documents.';
  readonly input = inputOf({ product: PRODUCT_ID }, ['product']);

  constructor(@Inject(ProductPage) private readonly pages: ProductPage) {}

  async run({ product }: { product: string }) {
    return { ...(await this.pages.read(product)) };
  }
}
