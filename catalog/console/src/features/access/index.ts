import { IconKey } from '@tabler/icons-react';
import type { Feature } from '../../app/feature.js';

export { AGREEMENTS_PATH, type AgreementsPage } from './agreement.js';

/** Asking for access, deciding on it, and seeing what became of it. */
export const access: Feature = {
  name: 'access',
  routes: [
    { path: '/access/ask', lazy: async () => ({ Component: (await import('./ask-page.js')).AskPage }) },
    { path: '/access/requests', lazy: async () => ({ Component: (await import('./requests-page.js')).RequestsPage }) },
    {
      path: '/access/requests/:id',
      lazy: async () => ({ Component: (await import('./request-page.js')).RequestPage }),
    },
  ],
  navigation: [{ to: '/access/requests', text: 'access:navigation', icon: IconKey, order: 70 }],
};
