import { IconBroadcast } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../../app/feature.js';

/** Events as they happen, for those to whom they are granted. */
export const events: Feature = {
  name: 'events',
  routes: [{ path: '/live', lazy: async () => ({ Component: (await import('./live-page.js')).LivePage }) }],
  navigation: [{ to: '/live', text: 'events:navigation', icon: IconBroadcast, order: 60 }],
  productTabs: [
    {
      key: 'live',
      text: 'events:tab',
      order: 55,
      content: lazy(async () => ({ default: (await import('./live-tab.js')).LiveTab })),
      when: ({ ports }) => ports.some(({ kind }) => kind === 'event'),
    },
  ],
};
