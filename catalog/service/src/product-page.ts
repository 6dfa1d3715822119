import { Inject, Injectable } from '@nestjs/common';

import type { ProductDescription } from '@mesh/events';

import type { ReachablePort } from './addresses.js';
import { ConsumerReader } from './consumers/consumer-reader.js';
import { MeasuresReader, type MeasuredSummary } from './measured/measures-reader.js';
import { ProductReader, type DescribedProduct } from './product-reader.js';

/** A port with where its own lineage is read, when it has rows. */
export interface LinkedPort extends ReachablePort {
  readonly links?: { readonly lineage: string };
}

/** A model with where its versions and its card are read. */
export type LinkedModel = ProductDescription['models'][number] & {
  readonly links: { readonly registry: string; readonly card?: string };
};

/** What a product page shows: what is declared, how it does, and the way to everything else. */
export interface ProductOverview extends Omit<DescribedProduct, 'ports' | 'models' | 'links'> {
  readonly ports: readonly LinkedPort[];
  readonly models: readonly LinkedModel[];
  readonly measured: MeasuredSummary;
  /** Products next to it: those it declares to read from, and those that declare to read from it. */
  readonly neighbours: {
    readonly upstream: readonly { readonly product: string; readonly port: string; readonly input: string }[];
    readonly downstream: readonly { readonly product: string; readonly port: string; readonly input: string }[];
  };
  readonly links: Readonly<
    Record<'self' | 'documents' | 'samples' | 'versions' | 'measures' | 'consumers' | 'changes' | 'feed', string>
  >;
}

const MAX_NEIGHBOURS = 100;

/** Puts together what is known of one product. */
@Injectable()
export class ProductPage {
  constructor(
    @Inject(ProductReader) private readonly products: ProductReader,
    @Inject(MeasuresReader) private readonly measures: MeasuresReader,
    @Inject(ConsumerReader) private readonly consumers: ConsumerReader,
  ) {}

  /** Throws CATALOG.PRODUCT_UNKNOWN. */
  async read(id: string): Promise<ProductOverview> {
    const { product } = await this.products.describe(id);
    const [measured, downstream] = await Promise.all([
      this.measures.summary(product),
      this.consumers.readers(id, MAX_NEIGHBOURS),
    ]);
    const self = `/catalog/products/${product.id}`;
    return {
      ...product,
      lifecycle: product.lifecycle ?? 'active',
      ports: product.ports.map((port) => linkedPort(product, port)),
      models: product.models.map((model) => linkedModel(self, model)),
      measured,
      neighbours: {
        upstream: product.inputs.map(({ name, from }) => {
          const [upstream = '', port = ''] = from.split(':');
          return { product: upstream, port, input: name };
        }),
        downstream,
      },
      links: {
        self,
        documents: `${self}/documents`,
        samples: `${self}/samples`,
        versions: `${self}/versions`,
        measures: `${self}/measures`,
        consumers: `${self}/consumers`,
        changes: `/catalog/changes?product=${product.id}`,
        feed: `/catalog/changes.atom?product=${product.id}`,
      },
    };
  }
}

function linkedPort({ domain, name }: ProductDescription, port: ReachablePort): LinkedPort {
  if (port.kind !== 'dataset') return port;
  const node = `dataset:mesh://${domain}:${name}.${port.path?.split('/').at(-1) ?? port.name}`;
  return { ...port, links: { lineage: `/api/v1/lineage?nodeId=${encodeURIComponent(node)}` } };
}

function linkedModel(self: string, model: ProductDescription['models'][number]): LinkedModel {
  const card = model.card === undefined ? {} : { card: `${self}/documents/${model.card}` };
  return { ...model, links: { registry: `/models/${model.name}`, ...card } };
}
