import { Controller, Get, Inject, Param, Query, Res, UseInterceptors } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { Public } from '@mesh/runtime';

import { CatalogErrors } from '../catalog.errors.js';
import { checkedQuery, PARAMETERS } from '../checked-query.js';
import { ConditionalAnswers } from '../conditional-answers.js';
import { ProductReader } from '../product-reader.js';
import { DocumentReader, SAMPLES_NAME, type DocumentAsked } from './document-reader.js';
import { servedMediaType } from './media-type.js';

const { version, sha256 } = PARAMETERS;
const DOCUMENT_NAME = /^[\w./-]{1,200}$/;

/** The documents of products, in the bytes in which they were published. */
@Public()
@UseInterceptors(ConditionalAnswers)
@Controller('catalog/products/:id')
export class DocumentsController {
  constructor(
    @Inject(ProductReader) private readonly products: ProductReader,
    @Inject(DocumentReader) private readonly documents: DocumentReader,
  ) {}

  @Get('documents')
  async list(@Param('id') id: string, @Query() query: Record<string, unknown>) {
    const asked = checkedQuery(query, { version });
    const product = await this.products.description(id);
    const documents = await this.documents.list(product, asked.version);
    return { product: product.id, version: asked.version ?? product.version, documents };
  }

  @Get('documents/*')
  read(
    @Param('id') id: string,
    @Param('*') name: string,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.give(id, name, checkedQuery(query, { version, sha256 }), reply);
  }

  @Get('samples')
  samples(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.give(id, SAMPLES_NAME, checkedQuery(query, { version }), reply);
  }

  private async give(id: string, name: string, asked: DocumentAsked, reply: FastifyReply): Promise<string> {
    if (!DOCUMENT_NAME.test(name)) throw CatalogErrors.DOCUMENT_UNKNOWN();
    const found = await this.documents.read(await this.products.description(id), name, asked);
    reply.header('content-type', servedMediaType(found.mediaType)).header('x-content-type-options', 'nosniff');
    reply.header('content-security-policy', "default-src 'none'; sandbox");
    reply.header('etag', `"${found.sha256}"`);
    return found.text;
  }
}
