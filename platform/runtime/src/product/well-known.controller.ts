import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { ProductDescription } from '@mesh/events';
import { Public } from '../access/route-access.js';
import { RuntimeErrors } from '../runtime.errors.js';
import { describeProduct } from './describe.js';
import { HostedProducts } from './hosted-products.js';
import { documentsOf, samplesPath } from './published.js';

/** What this service serves, for whoever comes by. */
@Public()
@Controller('.well-known/data-products')
export class WellKnownController {
  constructor(@Inject(HostedProducts) private readonly products: HostedProducts) {}

  @Get()
  list(): { products: readonly object[] } {
    const products = this.products.all().map(({ served }) => ({
      id: served.declared.id,
      title: served.declared.title,
      version: served.declared.version,
      links: {
        self: `/.well-known/data-products/${served.declared.id}`,
        base: served.names.basePath,
        samples: samplesPath(served),
        documents: documentsOf(served).map(({ name, mediaType, path }) => ({ name, mediaType, href: path })),
      },
    }));
    return { products };
  }

  @Get(':id')
  describe(@Param('id') id: string): ProductDescription {
    const found = this.products.all().find(({ served }) => served.declared.id === id);
    if (found === undefined) throw RuntimeErrors.ROUTE_UNKNOWN();
    return describeProduct(found.served);
  }
}
