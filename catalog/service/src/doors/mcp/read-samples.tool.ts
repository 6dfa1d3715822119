import { Inject, Injectable } from '@nestjs/common';

import { DocumentReader, SAMPLES_NAME } from '../../documents/document-reader.js';
import { ProductReader } from '../../product-reader.js';
import { inputOf, PRODUCT_ID, type Tool } from './tool.js';

interface Samples {
  readonly ports?: readonly { readonly name: string }[];
}

/** Synthetic examples of what the ports of a product take and give. */
@Injectable()
export class ReadSamplesTool implements Tool<{ product: string; port?: string }> {
  readonly name = 'read_samples';
  readonly title = 'Read samples of a product';
  readonly description = 'Synthetic examples of the documents, events and rows of a product; of one port or of all.';
  readonly input = inputOf(
    { product: PRODUCT_ID, port: { type: 'string', pattern: '^[\\w-]{1,100}$', description: 'Only of this port' } },
    ['product'],
  );

  constructor(
    @Inject(ProductReader) private readonly products: ProductReader,
    @Inject(DocumentReader) private readonly documents: DocumentReader,
  ) {}

  async run({ product, port }: { product: string; port?: string }) {
    const { text } = await this.documents.read(await this.products.description(product), SAMPLES_NAME, {});
    const samples = JSON.parse(text) as Samples;
    return { ...samples, ports: (samples.ports ?? []).filter(({ name }) => port === undefined || name === port) };
  }
}
