import { IconUserOff } from '@tabler/icons-react';
import type { Feature } from '../../app/feature.js';
import { READERS } from './erasure.js';

/** Having persons forgotten, and seeing where that stands. */
export const erasures: Feature = {
  name: 'erasures',
  routes: [
    { path: '/erasures', lazy: async () => ({ Component: (await import('./erasures-page.js')).ErasuresPage }) },
    { path: '/erasures/:id', lazy: async () => ({ Component: (await import('./erasure-page.js')).ErasurePage }) },
  ],
  navigation: [{ to: '/erasures', text: 'erasures:navigation', icon: IconUserOff, order: 75, roles: READERS }],
};
