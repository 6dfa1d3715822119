import { lazy } from 'react';
import type { Feature, ProductTab } from '../../app/feature.js';

const tab = (
  key: string,
  order: number,
  load: () => Promise<ProductTab['content']>,
  when?: ProductTab['when'],
): ProductTab => ({
  key,
  order,
  text: `product:tabs.${key}`,
  content: lazy(async () => ({ default: await load() })),
  ...(when === undefined ? {} : { when }),
});

/** Judging one product. */
export const product: Feature = {
  name: 'product',
  routes: [
    { path: '/products/:id/:tab?', lazy: async () => ({ Component: (await import('./product-page.js')).ProductPage }) },
  ],
  productTabs: [
    tab('overview', 10, async () => (await import('./overview/overview.js')).Overview),
    tab('ports', 20, async () => (await import('./ports/ports.js')).Ports),
    tab('contract', 30, async () => (await import('./contract/contract.js')).Contract),
    tab('samples', 45, async () => (await import('./samples/samples.js')).Samples),
    tab('quality', 50, async () => (await import('./quality/quality.js')).Quality),
    tab('consumers', 80, async () => (await import('./consumers/consumers.js')).Consumers),
    tab('versions', 90, async () => (await import('./versions/versions.js')).Versions),
  ],
};
