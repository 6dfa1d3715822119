import { lazy } from 'react';
import type { Feature } from '../../app/feature.js';

export { PurposeSelect, usePurpose } from './purpose-select.js';
export type { TryAnswer } from './request/send.js';
export { useSending } from './use-sending.js';

/** Calling a port of a product from the page of the product. */
export const tryIt: Feature = {
  name: 'try-it',
  routes: [],
  productTabs: [
    {
      key: 'try',
      text: 'try-it:tab',
      order: 40,
      content: lazy(async () => ({ default: (await import('./try-it.js')).TryIt })),
      when: ({ ports }) => ports.some(({ kind }) => kind === 'rest' || kind === 'dataset'),
    },
  ],
};
