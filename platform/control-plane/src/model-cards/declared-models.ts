import { Inject, Injectable } from '@nestjs/common';

import { DocumentReader, ProductReader } from '@mesh/catalog';
import type { ProductDescription } from '@mesh/events';
import { MeshError } from '@mesh/product';
import { TrainingService } from '@mesh/training-service';

import type { CardFacts } from './card-facts.js';

/** What products declare about their models. */
@Injectable()
export class DeclaredModels {
  constructor(
    @Inject(TrainingService) private readonly trainings: TrainingService,
    @Inject(ProductReader) private readonly products: ProductReader,
    @Inject(DocumentReader) private readonly documents: DocumentReader,
  ) {}

  /** Nothing where no product announced the model. */
  async of(model: string): Promise<Pick<CardFacts, 'product' | 'words'>> {
    const { models } = await this.trainings.models();
    const id = models.find((announced) => announced.model === model)?.product;
    if (id === undefined) return {};
    const product = await found(() => this.products.description(id));
    if (product === undefined) return {};
    const words = await this.words(product, product.models.find(({ name }) => name === model)?.card);
    return { product: { at: `/catalog/products/${id}`, document: product }, ...(words !== undefined && { words }) };
  }

  private async words(product: ProductDescription, card: string | undefined): Promise<string | undefined> {
    if (card === undefined) return undefined;
    return (await found(() => this.documents.read(product, card, {})))?.text;
  }
}

async function found<Answer>(read: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await read();
  } catch (failure) {
    if (failure instanceof MeshError && failure.spec.kind === 'missing') return undefined;
    throw failure;
  }
}
