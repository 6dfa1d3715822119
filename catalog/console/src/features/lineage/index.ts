import { IconSitemap } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../../app/feature.js';

export { lineagePage, scorePage } from './links.js';

/** What was made from what, down to one score. */
export const lineage: Feature = {
  name: 'lineage',
  routes: [
    { path: '/lineage', lazy: async () => ({ Component: (await import('./lineage-page.js')).LineagePage }) },
    { path: '/scores/:scoreId', lazy: async () => ({ Component: (await import('./score/score-page.js')).ScorePage }) },
  ],
  navigation: [{ to: '/lineage', text: 'lineage:navigation', icon: IconSitemap, order: 40 }],
  productTabs: [
    {
      key: 'lineage',
      text: 'lineage:tab',
      order: 60,
      content: lazy(async () => ({ default: (await import('./lineage-tab.js')).LineageTab })),
    },
  ],
};
