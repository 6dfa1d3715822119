import type { Product } from '../../api/product.js';
import type { ProductTab } from '../../app/feature.js';
import { features } from '../../app/features.js';

/** The parts of a product's page, those of every feature, in their order. */
export const tabsOf = (product: Product): readonly ProductTab[] =>
  features
    .flatMap(({ productTabs = [] }) => productTabs)
    .filter(({ when }) => when?.(product) ?? true)
    .toSorted((one, other) => one.order - other.order);
