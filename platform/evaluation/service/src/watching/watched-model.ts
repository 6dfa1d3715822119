import type { DescribedWatch } from '@mesh/events';

/** A model that a product has announced with a watch over it. */
export interface WatchedModel {
  readonly id: number;
  readonly model: string;
  /** `<domain>.<product>` */
  readonly product: string;
  /** Names of the inputs, in the order of the columns. */
  readonly features: readonly string[];
  readonly watch: DescribedWatch;
}
