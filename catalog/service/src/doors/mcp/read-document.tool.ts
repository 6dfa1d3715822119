import { Inject, Injectable } from '@nestjs/common';

import { DocumentReader } from '../../documents/document-reader.js';
import { ProductReader } from '../../product-reader.js';
import { inputOf, PRODUCT_ID, type Tool } from './tool.js';

/** Characters of a document that one answer holds. */
const PAGE_CHARACTERS = 40_000;

interface Asked {
  readonly product: string;
  readonly name: string;
  readonly version?: string;
  readonly offset?: number;
}

/** A published document of a product, a part at a time. */
@Injectable()
export class ReadDocumentTool implements Tool<Asked> {
  readonly name = 'read_document';
  readonly title = 'Read a document of a product';
  readonly description = `A published document of a product as text: its contract (contract.odcs.yaml), OpenAPI, AsyncAPI, JSON Schemas, model cards. At most ${PAGE_CHARACTERS} characters at once; nextOffset says where to go on.`;
  readonly input = inputOf(
    {
      product: PRODUCT_ID,
      name: {
        type: 'string',
        pattern: '^[\\w./-]{1,200}$',
        description: 'The name of the document, as describe_product gives it',
      },
      version: {
        type: 'string',
        pattern: '^[\\w.+-]{1,100}$',
        description: 'A version of the product; the present one unless told',
      },
      offset: { type: 'integer', minimum: 0, description: 'Where to begin, 0 unless told' },
    },
    ['product', 'name'],
  );

  constructor(
    @Inject(ProductReader) private readonly products: ProductReader,
    @Inject(DocumentReader) private readonly documents: DocumentReader,
  ) {}

  async run({ product, name, version, offset = 0 }: Asked) {
    const described = await this.products.description(product);
    const found = await this.documents.read(described, name, version === undefined ? {} : { version });
    const end = offset + PAGE_CHARACTERS;
    return {
      product,
      version: version ?? described.version,
      name,
      mediaType: found.mediaType,
      sha256: found.sha256,
      text: found.text.slice(offset, end),
      ...(end < found.text.length && { nextOffset: end }),
    };
  }
}
