import { IconHome } from '@tabler/icons-react';
import type { Feature } from '../../app/feature.js';

/** Where the reader arrives: what is here, what changed, what needs them. */
export const home: Feature = {
  name: 'home',
  routes: [
    { path: '/', lazy: async () => ({ Component: (await import('./home-page.js')).HomePage }) },
    { path: '/changes', lazy: async () => ({ Component: (await import('./changes-page.js')).ChangesPage }) },
  ],
  navigation: [{ to: '/', text: 'home:navigation', icon: IconHome, order: 10 }],
};
