import { Inject, Injectable } from '@nestjs/common';

import { DocumentReader, SAMPLES_NAME } from '../../documents/document-reader.js';
import { pageAsked } from '../../paged.js';
import { ProductReader } from '../../product-reader.js';
import { DoorProducts } from '../door-products.js';

/** The contract of a product, by the name of its document. */
const CONTRACT = 'contract.odcs.yaml';
const ADDRESS = /^mesh:\/\/product\/([\w.-]{1,200})\/(contract|samples|documents\/([\w./-]{1,200}))$/;

/** What an assistant may read by address: the contracts, samples and documents of products. */
@Injectable()
export class AssistantResources {
  constructor(
    @Inject(DoorProducts) private readonly door: DoorProducts,
    @Inject(ProductReader) private readonly products: ProductReader,
    @Inject(DocumentReader) private readonly documents: DocumentReader,
  ) {}

  /** As `resources/templates/list` tells them. */
  templates() {
    return [
      {
        uriTemplate: 'mesh://product/{product}/contract',
        name: 'contract',
        title: 'Contract of a product',
        description: 'The data contract (ODCS) of a product.',
        mimeType: 'application/yaml',
      },
      {
        uriTemplate: 'mesh://product/{product}/samples',
        name: 'samples',
        title: 'Samples of a product',
        description: 'Synthetic examples of every port.',
        mimeType: 'application/json',
      },
      {
        uriTemplate: 'mesh://product/{product}/documents/{+name}',
        name: 'document',
        title: 'Document of a product',
        description: 'A published document by its name.',
      },
    ];
  }

  /** The contracts, a page at a time. */
  async list(cursor: string | undefined) {
    const { products, nextCursor } = await this.door.page(pageAsked(cursor === undefined ? {} : { cursor }));
    const resources = products
      .filter(({ description: { documents } }) => documents?.some(({ name }) => name === CONTRACT))
      .map(({ description: { id, title, purpose } }) => ({
        uri: `mesh://product/${id}/contract`,
        name: `${id} contract`,
        title: `Contract of ${title}`,
        description: purpose,
        mimeType: 'application/yaml',
      }));
    return { resources, ...(nextCursor !== undefined && { nextCursor }) };
  }

  /** Undefined for an address that means nothing; throws CATALOG.PRODUCT_UNKNOWN or CATALOG.DOCUMENT_UNKNOWN. */
  async read(uri: string) {
    const [, id, what, document] = ADDRESS.exec(uri) ?? [];
    if (id === undefined) return undefined;
    const name = document ?? (what === 'contract' ? CONTRACT : SAMPLES_NAME);
    const { mediaType, text } = await this.documents.read(await this.products.description(id), name, {});
    return { contents: [{ uri, mimeType: mediaType, text }] };
  }
}
