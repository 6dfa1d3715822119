import { IconBrain } from '@tabler/icons-react';
import { lazy } from 'react';
import type { Feature } from '../../app/feature.js';

/** Versions of models: how good they are, how they differ, which serves, how it does since, and how the next one is trained. */
export const models: Feature = {
  name: 'models',
  routes: [
    { path: '/registry', lazy: async () => ({ Component: (await import('./registry-page.js')).RegistryPage }) },
    {
      path: '/registry/runs/:runId',
      lazy: async () => ({ Component: (await import('./training/run-page.js')).RunPage }),
    },
    { path: '/registry/:model', lazy: async () => ({ Component: (await import('./model-page.js')).ModelPage }) },
    {
      path: '/registry/:model/versions/:version',
      lazy: async () => ({ Component: (await import('./versions/version-page.js')).VersionPage }),
    },
    {
      path: '/registry/:model/evaluation',
      lazy: async () => ({ Component: (await import('./evaluation/evaluation-page.js')).EvaluationPage }),
    },
    {
      path: '/registry/:model/rollout',
      lazy: async () => ({ Component: (await import('./rollout/rollout-page.js')).RolloutPage }),
    },
    {
      path: '/registry/:model/compare',
      lazy: async () => ({ Component: (await import('./comparing/compare-page.js')).ComparePage }),
    },
    {
      path: '/registry/:model/train',
      lazy: async () => ({ Component: (await import('./training/train-page.js')).TrainPage }),
    },
  ],
  navigation: [{ to: '/registry', text: 'models:navigation', icon: IconBrain, order: 50 }],
  productTabs: [
    {
      key: 'models',
      text: 'models:tab',
      order: 70,
      content: lazy(async () => ({ default: (await import('./models-tab.js')).ModelsTab })),
      when: ({ models }) => models.length > 0,
    },
  ],
};
