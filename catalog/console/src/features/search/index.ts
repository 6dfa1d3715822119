export type { FacetValue, FoundPage } from './found.js';
import { IconSearch } from '@tabler/icons-react';
import type { Feature } from '../../app/feature.js';

/** Finding products. */
export const search: Feature = {
  name: 'search',
  routes: [{ path: '/search', lazy: async () => ({ Component: (await import('./search-page.js')).SearchPage }) }],
  navigation: [{ to: '/search', text: 'search:navigation', icon: IconSearch, order: 20 }],
};
