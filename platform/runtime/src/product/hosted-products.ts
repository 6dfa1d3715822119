import type { ArmedScorer } from '@mesh/rollout';
import type { RecipeSource } from '@mesh/training';
import type { DatasetEdge } from './dataset-edge.js';
import type { ServedProduct } from './served-product.js';

/** Rows from a position on: the source of a dataset that no event fills. */
export type RowSource = (from: number) => AsyncIterable<object>;

/** One product of this process with its moving parts. */
export interface HostedProduct {
  readonly served: ServedProduct;
  readonly service: Readonly<Record<string, unknown>>;
  readonly datasetEdges: ReadonlyMap<string, DatasetEdge>;
  /** By the key of the model in the declaration. */
  readonly scorers: ReadonlyMap<string, ArmedScorer>;
  readonly recipes: Readonly<Record<string, RecipeSource>>;
  readonly otherRecipes?: Readonly<Record<string, Readonly<Record<string, RecipeSource>>>>;
  /** Address of the entry of the contract's package. */
  readonly contract?: string;
}

/** The products that modules of this process serve; filled while the application is put together. */
export class HostedProducts {
  private readonly hosted: HostedProduct[] = [];

  add(product: HostedProduct): HostedProduct {
    this.hosted.push(product);
    return product;
  }

  all(): readonly HostedProduct[] {
    return this.hosted;
  }
}
